package gatehouse.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Writes what the fuzz target of offers begins with: the makers' shapes, and one of each kind of bad ones. The
/// argument is `src/test/resources`.
final class FuzzOffers {
    private static final Map<String, String> SEEDS = Map.ofEntries(
            Map.entry("2n", MakersOffers.TWO_N),
            Map.entry("axis", MakersOffers.AXIS),
            Map.entry("akuvox", MakersOffers.AKUVOX),
            Map.entry("grandstream", MakersOffers.GRANDSTREAM),
            Map.entry("asterisk", MakersOffers.ASTERISK),
            Map.entry("freeswitch", MakersOffers.FREESWITCH),
            Map.entry("browser", MakersOffers.BROWSER),
            Map.entry("plain", "v=0\nm=audio 5 RTP/AVP 8\n"),
            Map.entry("all-numbers-taken", "v=0\nm=audio 5 RTP/AVP 8" + " 101".repeat(40) + "\n"),
            Map.entry("number-beyond", "v=0\nm=audio 5 RTP/AVP 300\n"),
            Map.entry("rtpmap-beyond", "v=0\nm=audio 5 RTP/AVP 8\na=rtpmap:999 PCMA/8000\na=fmtp:999 a=b\n"),
            Map.entry("hold", "v=0\nc=IN IP4 0.0.0.0\nm=audio 5 RTP/AVP 8\na=inactive\n"),
            Map.entry("group", "v=0\nc=IN IP4 239.1.2.3/32\nm=audio 5 RTP/AVP 8\n"),
            Map.entry("long-line", "v=0\na=" + "x".repeat(5000) + "\nm=audio 5 RTP/AVP 8\n"),
            Map.entry("many-lines", "v=0\n" + "m=audio 5 RTP/AVP 8\n".repeat(17)));

    private FuzzOffers() {}

    public static void main(String[] arguments) throws IOException {
        var folder =
                Files.createDirectories(Path.of(arguments[0]).resolve("gatehouse/sip/OfferFuzzTestInputs/description"));
        for (Map.Entry<String, String> seed : SEEDS.entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }
}
