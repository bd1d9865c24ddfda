package gatehouse.sim.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/// The parameters of an `Authorization: Digest` header. A parameter that is not there reads as the empty text.
record DigestHeader(Map<String, String> values) {
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*([A-Za-z0-9_*-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]*))\\s*,?");

    DigestHeader {
        values = Map.copyOf(values);
    }

    static DigestHeader of(String text) {
        var values = new HashMap<String, String>();
        var matcher = PARAMETER.matcher(text);
        while (matcher.lookingAt()) {
            values.putIfAbsent(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            matcher.region(matcher.end(), text.length());
        }
        return new DigestHeader(values);
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    /// RFC 7616 §3.4.1: `algorithm` is MD5 or SHA-256 as it stands in the header.
    static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }
}
