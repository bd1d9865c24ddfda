/// The camera of a simulated door: an illustrated scene, drawn and encoded only while somebody watches, behind a real
/// RTSP server. Doors of `sim` and tests enter through [SimCamera]; [TimeCode] says when a picture was drawn.
package gatehouse.sim.camera;
