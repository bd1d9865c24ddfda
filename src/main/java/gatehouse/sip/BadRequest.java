package gatehouse.sip;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The answer to a request on a stream that cannot be read: its own lines, as far as they tell whose answer this is.
/// The stack would cut the connection instead, and with it everybody else's calls.
final class BadRequest {
    /// RFC 3261 §8.2.6.2: what an answer repeats, by the long and the compact names.
    private static final Pattern REPEATED =
            Pattern.compile("(?i)(via|v|from|f|to|t|call-id|i|cseq)[ \\t]*:[\\x20-\\x7e]{1,512}");

    private static final int MOST_LINES = 40;

    private BadRequest() {}

    /// Nothing for an ACK, an answer, or what nobody could call a request.
    static Optional<byte[]> answer(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String first = text.lines().findFirst().orElse("");
        if (!first.contains("SIP/") || first.startsWith("SIP/") || first.startsWith("ACK ")) {
            return Optional.empty();
        }
        String repeated = text.lines()
                .skip(1)
                .limit(MOST_LINES)
                .filter(line -> REPEATED.matcher(line).matches())
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
        String answer = "SIP/2.0 400 unreadable message\r\n" + repeated + "Content-Length: 0\r\n\r\n";
        return Optional.of(answer.getBytes(StandardCharsets.US_ASCII));
    }
}
