package gatehouse.sim.phone;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The small change of SIP's text: lists, parameters, addresses, tokens.
final class Text {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Text() {}

    /// Splits where the mark stands outside of quotes and angle brackets.
    static List<String> split(String value, char mark) {
        var parts = new ArrayList<String>();
        boolean quoted = false;
        int depth = 0;
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<') {
                depth++;
            } else if (!quoted && c == '>') {
                depth--;
            } else if (c == mark && !quoted && depth == 0) {
                parts.add(value.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(value.substring(Math.min(from, value.length())).strip());
        return parts;
    }

    /// A parameter of a header field, outside of the address: `tag`, `branch`, `expires`. Empty text when it has no
    /// value.
    static Optional<String> parameter(String value, String name) {
        var parts = split(value, ';');
        return parts.stream()
                .skip(1)
                .map(part -> part.split("=", 2))
                .filter(pair -> pair[0].strip().equalsIgnoreCase(name))
                .map(pair -> pair.length == 2 ? unquoted(pair[1].strip()) : "")
                .findFirst();
    }

    /// The address in a From, To, Contact or Route.
    static String address(String value) {
        int open = value.indexOf('<', value.startsWith("\"") ? value.indexOf('"', 1) + 1 : 0);
        int close = value.indexOf('>', Math.max(open, 0));
        return open >= 0 && close > open
                ? value.substring(open + 1, close)
                : split(value, ';').getFirst();
    }

    static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replace("\\\"", "\"")
                : value;
    }

    /// A number of at most nine digits.
    static Optional<Integer> number(String value) {
        var digits = value.strip();
        return digits.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }

    static String token() {
        var bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String branch() {
        return "z9hG4bK-sim-" + token();
    }
}
