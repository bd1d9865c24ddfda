package gatehouse.video;

/// One coded picture as it goes into the decoder (for H.264: Annex B, start codes and all).
///
/// `key`: decoding can begin here, parameter sets included. `fresh`: a key picture after a loss or a new connection,
/// so what was decoded before is no help any more. `arrivedNanos` is when its last packet came, by the monotonic clock.
@SuppressWarnings("ArrayRecordComponent") // pictures are handed on, never compared
record AccessUnit(byte[] data, boolean key, boolean fresh, long arrivedNanos) {}
