package gatehouse.onvif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One challenge of a `WWW-Authenticate` header: the scheme in lower case and its parameters. RFC 9110 §11.6.1; several
/// challenges may share a header line, and the commas between them are the same as those between parameters.
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int MOST = 8;

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    static List<Challenge> parse(List<String> headers) {
        var found = new ArrayList<Challenge>();
        for (var header : headers) {
            if (header.length() <= 8192) {
                new Reader(header).into(found);
            }
        }
        return found.size() > MOST ? List.copyOf(found.subList(0, MOST)) : List.copyOf(found);
    }

    /// Walks over one header line.
    private static final class Reader {
        private final String line;
        private int at;

        Reader(String line) {
            this.line = line;
        }

        void into(List<Challenge> found) {
            var scheme = "";
            var parameters = new LinkedHashMap<String, String>();
            while (true) {
                skip();
                if (at >= line.length()) {
                    break;
                }
                var word = token();
                if (word.isEmpty()) {
                    at++;
                    continue;
                }
                skipBlanks();
                if (at < line.length() && line.charAt(at) == '=') {
                    at++;
                    skipBlanks();
                    parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    keep(found, scheme, parameters);
                    scheme = word.toLowerCase(Locale.ROOT);
                    parameters = new LinkedHashMap<>();
                }
            }
            keep(found, scheme, parameters);
        }

        private static void keep(List<Challenge> found, String scheme, Map<String, String> parameters) {
            if (!scheme.isEmpty()) {
                found.add(new Challenge(scheme, parameters));
            }
        }

        private void skip() {
            while (at < line.length() && (line.charAt(at) == ',' || Character.isWhitespace(line.charAt(at)))) {
                at++;
            }
        }

        private void skipBlanks() {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
        }

        private String token() {
            int from = at;
            while (at < line.length() && " \t,=\"".indexOf(line.charAt(at)) < 0) {
                at++;
            }
            return line.substring(from, at);
        }

        private String value() {
            if (at >= line.length() || line.charAt(at) != '"') {
                return token();
            }
            var out = new StringBuilder();
            at++;
            while (at < line.length() && line.charAt(at) != '"') {
                if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                    at++;
                }
                out.append(line.charAt(at++));
            }
            at++;
            return out.toString();
        }
    }
}
