package gatehouse.video;

import java.time.Duration;
import java.util.Locale;

/// The Session header, RFC 2326 §12.37: the name to repeat in each request, and after how long the camera forgets a
/// silent viewer.
record SessionHeader(String id, Duration timeout) {
    static final SessionHeader NONE = new SessionHeader("", Duration.ofSeconds(60));

    private static final int MOST_ID = 256;

    static SessionHeader read(String value) throws VideoFault {
        String[] parts = value.split(";", 8);
        String id = parts[0].strip().replaceAll("[^\\x21-\\x7e]", "");
        if (id.length() > MOST_ID) {
            throw new VideoFault.Garbage("a session name of " + id.length() + " characters");
        }
        var timeout = NONE.timeout;
        for (String part : parts) {
            String lower = part.strip().toLowerCase(Locale.ROOT);
            if (lower.startsWith("timeout=")) {
                int seconds = RtspMessage.number(lower.substring(8), "a session timeout");
                // A camera that says 0 means that it has none.
                timeout = seconds == 0 ? NONE.timeout : Duration.ofSeconds(seconds);
            }
        }
        return new SessionHeader(id, timeout);
    }

    String line() {
        return id.isEmpty() ? "" : "Session: " + id + "\r\n";
    }
}
