/// Where passwords of doors and lines lie: the system's key store, or a sealed file. Only what reads the site may
/// enter.
package gatehouse.safe;
