/// Where coded pictures become visible ones: decoding, scaling, stills and clips, in a process of its own, so that
/// native code that crashes or hangs takes no console with it. The only room of the video that knows FFmpeg.
package gatehouse.darkroom;
