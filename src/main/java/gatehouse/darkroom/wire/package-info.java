/// What the console and its darkroom process say to each other: messages on a Unix domain socket, pictures and a pulse
/// in shared memory. Nothing here knows FFmpeg.
package gatehouse.darkroom.wire;
