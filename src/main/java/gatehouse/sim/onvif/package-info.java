/// The ONVIF side of a simulated door: discovery, device, media, relays, events. Its own reading of the protocol; it
/// shares no line with the console's client.
package gatehouse.sim.onvif;
