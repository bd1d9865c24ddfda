/// Where passwords of doors and lines lie: the system's key store, or a sealed file; and the one Argon2id, for pass
/// phrases and PINs. Only what reads the site, and who judges PINs, may enter.
package gatehouse.safe;
