/// The voice of a call: codecs, sound devices, tones, DTMF as RTP events.
package gatehouse.audio;
