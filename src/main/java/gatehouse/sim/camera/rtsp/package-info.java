/// RTSP 1.0 and RTP as a camera speaks them (RFC 2326, 3550, 6184), written apart from the console's own reading.
package gatehouse.sim.camera.rtsp;
