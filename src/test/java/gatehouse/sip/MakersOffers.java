package gatehouse.sip;

/// Offers in the shapes that makers of doors and exchanges send.
final class MakersOffers {
    private MakersOffers() {}

    static final String TWO_N = """
            v=0
            o=- 1707307 1707307 IN IP4 192.0.2.20
            s=2N IP Verso
            c=IN IP4 192.0.2.20
            t=0 0
            m=audio 4900 RTP/AVP 9 0 8 101
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendrecv
            m=video 4902 RTP/AVP 123
            a=rtpmap:123 H264/90000
            a=fmtp:123 profile-level-id=42801F;packetization-mode=1;sprop-parameter-sets=Z0KAH5ZUAoAty
            a=sendonly
            """;

    static final String AXIS = """
            v=0
            o=axis 3811 3811 IN IP4 192.0.2.21
            s=A8105-E
            c=IN IP4 192.0.2.21
            b=AS:512
            t=0 0
            m=audio 4002 RTP/AVP 111 0 8 100 101
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 useinbandfec=1
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:100 telephone-event/48000
            a=fmtp:100 0-15
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=rtcp:4003 IN IP4 192.0.2.21
            m=video 4004 RTP/AVP 97
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=420029; packetization-mode=1; sprop-parameter-sets=Z0IAKeKQCgC3YC3AQEBpB4kRUA==,aM48gA==
            a=rtcp:4005 IN IP4 192.0.2.21
            a=sendonly
            """;

    static final String AKUVOX = """
            v=0
            o=- 0 0 IN IP4 192.0.2.22
            s=Akuvox
            c=IN IP4 192.0.2.22
            t=0 0
            m=audio 12004 RTP/SAVP 0 8 18 9 101
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^31
            a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:18 G729/8000
            a=fmtp:18 annexb=no
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=ptime:20
            a=sendrecv
            m=video 12006 RTP/SAVP 104
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz
            a=rtpmap:104 H264/90000
            a=fmtp:104 profile-level-id=42e01f; packetization-mode=1
            a=sendonly
            """;

    static final String GRANDSTREAM = """
            v=0
            o=gds3710 8000 8000 IN IP4 192.0.2.23
            s=SIP Call
            c=IN IP4 192.0.2.23
            t=0 0
            m=audio 5004 RTP/AVP 0 8 9 101
            a=sendrecv
            a=crypto:1 AEAD_AES_128_GCM inline:YUJDZGVmZ2hpSktMbW9QUXJzVHVWd3lLbU5vUA==
            a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
            a=rtpmap:0 PCMU/8000
            a=ptime:20
            a=rtpmap:8 PCMA/8000
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            """;

    static final String ASTERISK = """
            v=0
            o=- 1533157254 1533157254 IN IP4 192.0.2.24
            s=Asterisk
            c=IN IP4 192.0.2.24
            t=0 0
            m=audio 13518 RTP/AVP 107 8 0 101
            a=rtpmap:107 opus/48000/2
            a=fmtp:107 useinbandfec=1
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=maxptime:60
            a=sendrecv
            """;

    static final String FREESWITCH = """
            v=0
            o=FreeSWITCH 1701234567 1701234568 IN IP4 192.0.2.25
            s=FreeSWITCH
            c=IN IP4 192.0.2.25
            t=0 0
            m=audio 26544 RTP/SAVP 102 9 0 8 103 101 13
            a=rtpmap:102 opus/48000/2
            a=fmtp:102 useinbandfec=1; maxaveragebitrate=30000; maxplaybackrate=48000; ptime=20; minptime=10; maxptime=40
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:103 telephone-event/48000
            a=fmtp:103 0-15
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=rtpmap:13 CN/8000
            a=crypto:1 AES_CM_256_HMAC_SHA1_80 inline:tlFdeyvH2zmyDw+lJkWGUAmyi5v0oq+KWMsA8Cc8W3kyGUm8pMlBnfLMjFUXLA==
            a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:IJRM3uuvDNwWzwuEvSnCPkzsHyEeLGqM6oP2M2bo
            a=ptime:20
            m=audio 26544 RTP/AVP 102 9 0 8 103 101 13
            a=rtpmap:102 opus/48000/2
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:103 telephone-event/48000
            a=rtpmap:101 telephone-event/8000
            a=rtpmap:13 CN/8000
            a=ptime:20
            """;

    /// What a browser sends: keys agreed on the way of the voice, and candidates.
    static final String BROWSER = """
            v=0
            o=mozilla...THIS_IS_SDPARTA-99.0 5105551 0 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            a=group:BUNDLE 0
            a=ice-options:trickle
            m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101
            c=IN IP4 0.0.0.0
            a=sendrecv
            a=ice-pwd:e3baa26dd2fa5030d881d385f1e36cce
            a=ice-ufrag:58b99ead
            a=mid:0
            a=rtcp-mux
            a=setup:actpass
            a=rtpmap:109 opus/48000/2
            a=rtpmap:9 G722/8000/1
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            """;
}
