/// The web server of a simulated door: bounded HTTP/1.1, Basic and Digest really checked. Only for `sim`.
package gatehouse.sim.http;
