package gatehouse.sim.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One SIP message as text, RFC 3261 §7. Header fields that are lists are kept one value to a line, so that the top
/// Via is simply the first. Confined to whoever holds it; `copy` before it is changed for somebody else.
final class Message {
    private static final int MOST_HEADERS = 128;
    private static final Set<String> LISTS = Set.of("via", "route", "record-route", "contact", "p-asserted-identity");
    private static final Map<String, String> COMPACT = Map.of(
            "v",
            "Via",
            "f",
            "From",
            "t",
            "To",
            "i",
            "Call-ID",
            "m",
            "Contact",
            "l",
            "Content-Length",
            "c",
            "Content-Type",
            "k",
            "Supported");

    record Header(String name, String value) {}

    private final String start;
    private final List<Header> headers = new ArrayList<>();
    private byte[] body = new byte[0];

    private Message(String start) {
        this.start = start;
    }

    static Message request(String method, String uri) {
        return new Message(method + " " + uri + " SIP/2.0");
    }

    /// An answer to a request: what must be repeated is repeated (§8.2.6.2), and the tag is put to the To.
    static Message response(Message request, int status, String reason, String tag) {
        var answer = new Message("SIP/2.0 " + status + " " + reason);
        for (var header : request.headers) {
            switch (header.name().toLowerCase(Locale.ROOT)) {
                case "via", "from", "call-id", "cseq", "record-route" -> answer.headers.add(header);
                case "to" ->
                    answer.add(
                            "To",
                            status == 100
                                            || Text.parameter(header.value(), "tag")
                                                    .isPresent()
                                    ? header.value()
                                    : header.value() + ";tag=" + tag);
                default -> {}
            }
        }
        return answer;
    }

    /// Reads a whole message. Empty when it is none.
    static Optional<Message> read(byte[] bytes, int from, int length) {
        var text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        var lines = text.substring(0, end).replaceAll("\r\n[ \t]+", " ").split("\r\n", -1);
        if (lines.length > MOST_HEADERS || !(lines[0].startsWith("SIP/2.0 ") || lines[0].endsWith(" SIP/2.0"))) {
            return Optional.empty();
        }
        var message = new Message(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                message.take(
                        lines[i].substring(0, colon).strip(),
                        lines[i].substring(colon + 1).strip());
            }
        }
        int bodyAt = from + end + 4;
        int there = from + length - bodyAt;
        int said = Text.number(message.first("Content-Length").orElse("")).orElse(there);
        message.body = java.util.Arrays.copyOfRange(bytes, bodyAt, bodyAt + Math.min(there, Math.max(0, said)));
        return message.complete() ? Optional.of(message) : Optional.empty();
    }

    private void take(String name, String value) {
        var full = COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        if (LISTS.contains(full.toLowerCase(Locale.ROOT))) {
            Text.split(value, ',').stream().limit(MOST_HEADERS).forEach(one -> add(full, one));
        } else {
            add(full, value);
        }
    }

    private boolean complete() {
        return (isRequest() ? start.split(" ", -1).length == 3 : status() >= 100)
                && headers.size() <= MOST_HEADERS
                && List.of("Via", "From", "To", "Call-ID", "CSeq").stream()
                        .allMatch(name -> first(name).isPresent())
                && value("CSeq").split("\\s+", -1).length == 2;
    }

    Message copy() {
        return startingWith(start);
    }

    /// The same with another request line.
    Message to(String uri) {
        return startingWith(method() + " " + uri + " SIP/2.0");
    }

    private Message startingWith(String line) {
        var copy = new Message(line);
        copy.headers.addAll(headers);
        copy.body = body;
        return copy;
    }

    boolean isRequest() {
        return !start.startsWith("SIP/2.0 ");
    }

    /// Of a request, or of the request that is answered.
    String method() {
        return isRequest()
                ? start.substring(0, start.indexOf(' '))
                : value("CSeq").split("\\s+", -1)[1];
    }

    String uri() {
        return start.split(" ", -1)[1];
    }

    int status() {
        return isRequest() ? 0 : Text.number(start.split(" ", -1)[1]).orElse(0);
    }

    String reason() {
        var parts = start.split(" ", 3);
        return parts.length == 3 ? parts[2] : "";
    }

    int sequence() {
        return Text.number(value("CSeq").split("\\s+", -1)[0]).orElse(0);
    }

    String callId() {
        return value("Call-ID");
    }

    String branch() {
        return Text.parameter(value("Via"), "branch").orElse("");
    }

    Optional<String> tag(String fromOrTo) {
        return Text.parameter(value(fromOrTo), "tag");
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// The first value; empty text where there is none.
    String value(String name) {
        return first(name).orElse("");
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    Message add(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Message addFirst(String name, String value) {
        headers.addFirst(new Header(name, value));
        return this;
    }

    Message remove(String name) {
        headers.removeIf(h -> h.name().equalsIgnoreCase(name));
        return this;
    }

    Message removeFirst(String name) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).name().equalsIgnoreCase(name)) {
                headers.remove(i);
                break;
            }
        }
        return this;
    }

    Message body(String type, String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return remove("Content-Type").add("Content-Type", type);
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] write() {
        var text = new StringBuilder(start).append("\r\n");
        headers.stream()
                .filter(h -> !h.name().equalsIgnoreCase("Content-Length"))
                .forEach(h ->
                        text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        var head = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        var whole = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    @Override
    public String toString() {
        return start;
    }
}
