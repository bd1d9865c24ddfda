package gatehouse.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One RTSP message as it came, RFC 2326 §4: a reply, or now and then a request of the camera's own.
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record RtspMessage(String startLine, List<Header> headers, byte[] body) {
    static final int MOST_HEADERS = 100;
    static final int MOST_LINE = 4096;

    record Header(String name, String value) {}

    /// Reads start line and headers. A line that is no header is skipped, as browsers and cameras taught everybody.
    static RtspMessage read(String head, byte[] body) throws VideoFault {
        var headers = new ArrayList<Header>();
        String start = "";
        for (String line : head.split("\r?\n", -1)) {
            if (line.length() > MOST_LINE) {
                throw new VideoFault.Garbage("a header line of " + line.length() + " characters");
            }
            int colon = line.indexOf(':');
            if (start.isEmpty()) {
                start = line.strip();
            } else if (colon > 0) {
                headers.add(new Header(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
                if (headers.size() > MOST_HEADERS) {
                    throw new VideoFault.Garbage("more than " + MOST_HEADERS + " headers");
                }
            }
        }
        return new RtspMessage(start, List.copyOf(headers), body);
    }

    boolean isReply() {
        return startLine.startsWith("RTSP/");
    }

    int status() throws VideoFault {
        String[] words = startLine.split(" +", 3);
        if (words.length < 2 || words[1].length() != 3) {
            throw new VideoFault.Garbage("a status line \"" + VideoFault.quote(startLine) + "\"");
        }
        return number(words[1], "a status line");
    }

    String reason() {
        String[] words = startLine.split(" +", 3);
        return words.length > 2 ? words[2] : "";
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /// Empty when there is none, which is one of ours with cameras that forget it.
    Optional<Integer> sequence() throws VideoFault {
        var sequence = header("CSeq");
        return sequence.isEmpty() ? Optional.empty() : Optional.of(number(sequence.get(), "a CSeq"));
    }

    static int number(String digits, String what) throws VideoFault {
        try {
            int value = Integer.parseInt(digits.strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, with what came
        }
        throw new VideoFault.Garbage(what + " of \"" + VideoFault.quote(digits) + "\"");
    }
}
