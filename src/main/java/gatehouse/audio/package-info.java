/// The voice of a call: codecs, sound devices, tones, DTMF as RTP events. Takes addresses, never a door; the only room
/// with Java Sound. It may use `rtp` and `lifecycle`.
package gatehouse.audio;
