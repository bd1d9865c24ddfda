package gatehouse.sim.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a door says to a request, or that it says nothing at all.
public sealed interface Answer {
    /// A status line, headers and a body.
    record Said(int status, String type, List<Header> headers, byte[] body) implements Answer {
        public Said {
            headers = List.copyOf(headers);
        }

        public Said with(List<Header> more) {
            var all = new ArrayList<>(headers);
            all.addAll(more);
            return new Said(status, type, all, body);
        }
    }

    /// The connection stays open until the other side gives up, and nothing is written.
    record Silence() implements Answer {}

    /// The connection is cut before a word of the answer.
    record Cut() implements Answer {}

    /// What is said comes one byte at a time, this far apart.
    record Drip(Said said, Duration each) implements Answer {}

    /// One header line of an answer; a name may come twice, as `WWW-Authenticate` does.
    record Header(String name, String value) {}

    static Said text(int status, String text) {
        return new Said(status, "text/plain; charset=utf-8", List.of(), text.getBytes(UTF_8));
    }

    static Said json(int status, String json) {
        return new Said(status, "application/json", List.of(), json.getBytes(UTF_8));
    }
}
