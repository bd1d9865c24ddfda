package gatehouse.sim.phone;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The digit in an INFO: `application/dtmf-relay` says `Signal=5` on a line, `application/dtmf` is the digit alone.
final class InfoDigit {
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9A-D*#]|10|11)\\s*$");
    private static final Pattern ALONE = Pattern.compile("(?i)\\s*([0-9A-D*#])\\s*");

    private InfoDigit() {}

    static Optional<Character> read(Message info) {
        var type = Text.split(info.value("Content-Type").toLowerCase(Locale.ROOT), ';')
                .getFirst();
        var found = switch (type) {
            case "application/dtmf-relay" -> SIGNAL.matcher(info.bodyText());
            case "application/dtmf" -> ALONE.matcher(info.bodyText());
            default -> null;
        };
        boolean there = found != null && (type.endsWith("relay") ? found.find() : found.matches());
        return there ? Optional.of(digit(found.group(1))) : Optional.empty();
    }

    /// Some write the event numbers 10 and 11 for star and pound.
    private static char digit(String signal) {
        return switch (signal) {
            case "10" -> '*';
            case "11" -> '#';
            default -> Character.toUpperCase(signal.charAt(0));
        };
    }
}
