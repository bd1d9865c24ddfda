package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a session description of ours, media line by media line.
final class SdpText {
    private final InetAddress own;
    private final StringBuilder media = new StringBuilder(512);

    SdpText(InetAddress own) {
        this.own = own;
    }

    /// A line that is not taken: it keeps its place all the same (RFC 3264 §6).
    SdpText off(String kind, String profile, List<String> formats) {
        media.append(String.format(Locale.ROOT, "m=%s 0 %s %s\r\n", kind, profile, String.join(" ", formats)));
        return this;
    }

    /// `tones` are the numbers of telephone events by their clock; `noise` whether we hear comfort noise.
    SdpText voice(
            InetSocketAddress at,
            String profile,
            Map<Codec, Integer> codecs,
            Map<Integer, Integer> tones,
            boolean noise,
            List<CryptoLine> keys,
            Direction direction) {
        var formats = new ArrayList<String>();
        var about = new StringBuilder();
        codecs.forEach((codec, number) -> {
            formats.add(String.valueOf(number));
            about.append(String.format(Locale.ROOT, "a=rtpmap:%d %s\r\n", number, codec.rtpmap()));
            if (codec == Codec.OPUS) {
                about.append(String.format(Locale.ROOT, "a=fmtp:%d useinbandfec=1;maxplaybackrate=16000\r\n", number));
            }
        });
        if (noise) {
            formats.add(String.valueOf(PayloadTypes.COMFORT_NOISE));
        }
        tones.forEach((clock, number) -> {
            formats.add(String.valueOf(number));
            about.append(String.format(
                    Locale.ROOT, "a=rtpmap:%d telephone-event/%d\r\na=fmtp:%d 0-15\r\n", number, clock, number));
        });
        line("audio", at, profile, formats).append(about);
        keys.forEach(key -> media.append(key.write()).append("\r\n"));
        media.append("a=ptime:20\r\n");
        direction(direction);
        return this;
    }

    SdpText picture(InetSocketAddress at, String profile, H264 coding, List<CryptoLine> keys) {
        int number = coding.payloadType();
        line("video", at, profile, List.of(String.valueOf(number)))
                .append(String.format(
                        Locale.ROOT, "a=rtpmap:%d H264/90000\r\na=fmtp:%d %s\r\n", number, number, coding.fmtp()));
        keys.forEach(key -> media.append(key.write()).append("\r\n"));
        direction(Direction.RECVONLY);
        return this;
    }

    private StringBuilder line(String kind, InetSocketAddress at, String profile, List<String> formats) {
        media.append(String.format(
                Locale.ROOT, "m=%s %d %s %s\r\n", kind, at.getPort(), profile, String.join(" ", formats)));
        if (!at.getAddress().equals(own)) {
            media.append("c=").append(where(at.getAddress())).append("\r\n");
        }
        return media;
    }

    private void direction(Direction direction) {
        media.append("a=").append(direction.name().toLowerCase(Locale.ROOT)).append("\r\n");
    }

    /// All that may change from one description to the next.
    String lines() {
        return media.toString();
    }

    byte[] write(long session, long version) {
        String where = where(own);
        return String.format(
                        Locale.ROOT,
                        "v=0\r\no=gatehouse %d %d %s\r\ns=-\r\nc=%s\r\nt=0 0\r\n%s",
                        session,
                        version,
                        where,
                        where,
                        media)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// The name of a network card behind a link-local address is nobody else's business.
    private static String where(InetAddress address) {
        return (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ")
                + address.getHostAddress().split("%", 2)[0];
    }
}
