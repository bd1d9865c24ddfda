package gatehouse.onvif;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads one HTTP/1.1 answer from a socket until a deadline, however slowly it trickles.
final class AnswerReader {
    private static final int MOST_HEAD = 32 * 1024;

    /// Something answered that is not HTTP.
    static final class NoHttp extends IOException {
        NoHttp(String what) {
            super(what);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final int most;
    private Deadline deadline;
    private int headBytes;

    AnswerReader(Socket socket, Deadline deadline, int most) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.deadline = deadline;
        this.most = most;
    }

    /// The answer. A body that breaks off, grows too large or takes longer than `forTheBody` is returned as far as it
    /// came: what the device decided stands in the status.
    HttpAnswer read(Duration forTheBody) throws IOException {
        int status = status(line());
        var headers = headers();
        while (status >= 100 && status < 200) {
            status = status(line());
            headers = headers();
        }
        var body = new ByteArrayOutputStream();
        deadline = deadline.atMost(forTheBody);
        try {
            if (status != 204 && status != 304) {
                body(headers, body);
            }
        } catch (IOException e) {
            // The status stands; whoever needs the body will find it unreadable and say so.
        }
        return new HttpAnswer(status, headers, body.toByteArray());
    }

    private static int status(String line) throws NoHttp {
        var parts = line.split(" ", 3);
        if (!line.startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("[1-9][0-9]{2}")) {
            throw new NoHttp("it does not begin like an HTTP answer");
        }
        return Integer.parseInt(parts[1]);
    }

    private Map<String, List<String>> headers() throws IOException {
        var headers = new HashMap<String, List<String>>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                line.substring(0, colon).strip().toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private void body(Map<String, List<String>> headers, ByteArrayOutputStream into) throws IOException {
        if (first(headers, "transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            for (long size = chunk(line()); size > 0; size = chunk(line())) {
                copy(size, into);
                line();
            }
        } else if (!first(headers, "content-length").isEmpty()) {
            copy(number(first(headers, "content-length"), 10), into);
        } else {
            for (int b = next(); b >= 0; b = next()) {
                keep(b, into);
            }
        }
    }

    private static long chunk(String line) throws NoHttp {
        return number(line.split(";", 2)[0].strip(), 16);
    }

    private static long number(String text, int radix) throws NoHttp {
        try {
            long value = Long.parseLong(text.strip(), radix);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new NoHttp("a length that is no number");
        }
        throw new NoHttp("a length below zero");
    }

    private void copy(long size, ByteArrayOutputStream into) throws IOException {
        for (long i = 0; i < size; i++) {
            int b = next();
            if (b < 0) {
                throw new EOFException("the body ends early");
            }
            keep(b, into);
        }
    }

    private void keep(int b, ByteArrayOutputStream into) throws IOException {
        if (into.size() >= most) {
            throw new NoHttp("more than " + most + " bytes");
        }
        into.write(b);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = next(); b != '\n'; b = next()) {
            if (b < 0) {
                throw new EOFException("the connection ended before the answer");
            }
            if (++headBytes > MOST_HEAD) {
                throw new NoHttp("its head is larger than " + MOST_HEAD + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private int next() throws IOException {
        if (in.available() == 0) {
            if (deadline.passed()) {
                throw new java.net.SocketTimeoutException("the time is up");
            }
            socket.setSoTimeout(deadline.socketMillis());
        }
        return in.read();
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}
