/// Doors that do not exist, speaking real ONVIF, RTSP, SIP and RTP. Shares no protocol code with the console.
package gatehouse.sim;
