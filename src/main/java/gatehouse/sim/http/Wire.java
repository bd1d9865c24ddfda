package gatehouse.sim.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// HTTP/1.1 messages on a stream (RFC 9112), as far as a door station speaks it: content length and chunks, no
/// trailers kept, everything capped.
final class Wire {
    private static final int MOST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 64;
    private static final int MOST_BODY = 256 * 1024;

    /// A request that is not to be served: the status says why, and the connection ends.
    static final class Unfit extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;

        Unfit(int status, String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final InputStream in;
    private final OutputStream out;
    private final InetAddress from;

    Wire(InputStream in, OutputStream out, InetAddress from) {
        this.in = in;
        this.out = out;
        this.from = from;
    }

    /// The next request, or empty when the other side ended the connection between two requests.
    Optional<Ask> next() throws IOException {
        String first = line();
        while (first != null && first.isEmpty()) {
            first = line();
        }
        if (first == null) {
            return Optional.empty();
        }
        String[] parts = first.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Unfit(400, "Not a request line");
        }
        Map<String, String> headers = headers();
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
        }
        byte[] body = body(headers);
        String target = parts[1];
        int query = target.indexOf('?');
        return Optional.of(
                new Ask(parts[0], query < 0 ? target : target.substring(0, query), target, headers, body, from));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (int i = 0; i <= MOST_HEADERS; i++) {
            String line = whole();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Unfit(400, "Not a header line");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        throw new Unfit(431, "Too many header lines");
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return chunks();
        }
        int length = number(headers.getOrDefault("content-length", "0"), 10);
        return bytes(length);
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String size = whole();
            int length = number(size.contains(";") ? size.substring(0, size.indexOf(';')) : size, 16);
            if (length == 0) {
                headers();
                return body.toByteArray();
            }
            if (body.size() + length > MOST_BODY) {
                throw new Unfit(413, "Body too large");
            }
            body.write(bytes(length));
            whole();
        }
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The body ended early");
        }
        return bytes;
    }

    private static int number(String digits, int radix) throws Unfit {
        int length;
        try {
            length = Integer.parseInt(digits.trim(), radix);
        } catch (NumberFormatException e) {
            throw new Unfit(400, "Not a length: " + e.getMessage());
        }
        if (length < 0 || length > MOST_BODY) {
            throw new Unfit(413, "Body too large");
        }
        return length;
    }

    private String whole() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("The request ended early");
        }
        return line;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new EOFException("The request ended early");
            }
            if (line.size() >= MOST_LINE) {
                throw new Unfit(431, "Line too long");
            }
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /// Head and body leave in one write, so that no peer waits for a delayed acknowledgement.
    void say(Answer.Said said, boolean head, boolean last) throws IOException {
        written(said, head, last).writeTo(out);
        out.flush();
    }

    /// One byte at a time, until the other side has had enough or the server closes.
    void drip(Answer.Said said, Duration each, CountDownLatch closing) throws IOException, InterruptedException {
        for (byte b : written(said, false, true).toByteArray()) {
            out.write(b);
            out.flush();
            if (closing.await(each.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    private static ByteArrayOutputStream written(Answer.Said said, boolean head, boolean last) {
        var text = new StringBuilder("HTTP/1.1 ")
                .append(said.status())
                .append(' ')
                .append(reason(said.status()))
                .append("\r\n");
        text.append("Content-Type: ").append(said.type()).append("\r\n");
        text.append("Content-Length: ").append(said.body().length).append("\r\n");
        for (var header : said.headers()) {
            text.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        text.append(last ? "Connection: close\r\n\r\n" : "\r\n");
        var bytes = new ByteArrayOutputStream(text.length() + said.body().length);
        bytes.writeBytes(text.toString().getBytes(ISO_8859_1));
        if (!head) {
            bytes.writeBytes(said.body());
        }
        return bytes;
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Refused" : "Error";
        };
    }
}
