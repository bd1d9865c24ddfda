/// RTP and RTCP packets, sequence and clock, jitter buffer, SRTP, statistics. Knows neither doors nor calls.
package gatehouse.rtp;
