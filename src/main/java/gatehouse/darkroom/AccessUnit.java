package gatehouse.darkroom;

/// One coded picture as it goes into the decoder: Annex B with start codes for H.264 and H.265, a whole JPEG file for
/// Motion JPEG.
///
/// - `key`: decoding can begin here, parameter sets included.
/// - `fresh`: a key picture after a loss or a new connection, so what was decoded before is no help any more.
/// - `disposable`: no other picture needs it, so it may be left out.
/// - `mediaTime`: when it was taken, in units of 1/90000 s, by the camera's RTP clock made continuous; grows within one
/// connection and never goes back.
/// - `arrivedNanos`: when its last packet came, by the monotonic clock.
@SuppressWarnings("ArrayRecordComponent") // pictures are handed on, never compared
public record AccessUnit(
        Coding coding,
        byte[] data,
        boolean key,
        boolean fresh,
        boolean disposable,
        long mediaTime,
        long arrivedNanos) {}
