/// The SIP side of a simulated door: a telephone that calls, talks and hears digits, and a small registrar for sites
/// without a PBX. Written from the RFCs by hand: it shares no protocol code with the console, so that the two can
/// disagree.
package gatehouse.sim.phone;
