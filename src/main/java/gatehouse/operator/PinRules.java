package gatehouse.operator;

import gatehouse.door.Digits;
import gatehouse.door.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which PINs and passwords may be chosen. By length and by what others would try first, and by nothing else: no rule
/// about kinds of characters and no date of expiry (OWASP ASVS 5.0, 6.2.1, 6.2.4 to 6.2.10).
///
/// Digits alone are a PIN, of six at least; everything else is a password, of eight at least. The list of what is too
/// common is `common.txt` beside this class.
public final class PinRules {
    public static final int SHORTEST_PIN = 6;
    public static final int SHORTEST_PASSWORD = 8;
    public static final int LONGEST = 128;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /// What is wrong with it.
    public enum Fault {
        SHORT_PIN("A PIN has at least " + SHORTEST_PIN + " digits."),
        SHORT_PASSWORD("A password has at least " + SHORTEST_PASSWORD + " characters."),
        TOO_LONG("At most " + LONGEST + " characters."),
        REPEATS("It repeats itself."),
        RUN("It counts up or down, or runs along the keys."),
        DATE("It is a date."),
        NAME("It contains the name."),
        COMMON("Many people choose it, so it is tried first.");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private static final class Common {
        static final Set<String> WORDS = read();

        private static Set<String> read() {
            try (var in = new BufferedReader(
                    new InputStreamReader(PinRules.class.getResourceAsStream("common.txt"), StandardCharsets.UTF_8))) {
                return in.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private PinRules() {}

    /// The first thing that is wrong with it as the PIN or password of `name`.
    public static Optional<Fault> fault(Secret chosen, String name) {
        var text = Digits.pin(chosen).reveal();
        if (text.length() > LONGEST) {
            return Optional.of(Fault.TOO_LONG);
        }
        boolean pin = DIGITS.matcher(text).matches();
        if (pin && text.length() < SHORTEST_PIN) {
            return Optional.of(Fault.SHORT_PIN);
        }
        if (!pin && text.codePointCount(0, text.length()) < SHORTEST_PASSWORD) {
            return Optional.of(Fault.SHORT_PASSWORD);
        }
        if (repeats(text)) {
            return Optional.of(Fault.REPEATS);
        }
        if (runs(text)) {
            return Optional.of(Fault.RUN);
        }
        if (pin && date(text)) {
            return Optional.of(Fault.DATE);
        }
        var plain = text.toLowerCase(Locale.ROOT);
        if (name.strip().length() >= 3
                && plain.contains(name.strip().toLowerCase(Locale.ROOT).replace(" ", ""))) {
            return Optional.of(Fault.NAME);
        }
        return common(plain) ? Optional.of(Fault.COMMON) : Optional.empty();
    }

    static int listed() {
        return Common.WORDS.size();
    }

    private static boolean common(String plain) {
        var unmasked = plain.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
        return Common.WORDS.contains(plain) || Common.WORDS.contains(unmasked);
    }

    /// 777777, 121212, 123123, abcabcabc: a short piece over and over, or no more than two characters at all.
    private static boolean repeats(String text) {
        if (text.chars().distinct().count() <= 2) {
            return true;
        }
        for (int piece = 1; piece <= text.length() / 2; piece++) {
            if (text.length() % piece == 0
                    && text.substring(0, piece).repeat(text.length() / piece).equals(text)) {
                return true;
            }
        }
        return false;
    }

    /// 123456, 987654, 24680, and along a row or column of the pad. Counting may go on over 9 and 0.
    private static boolean runs(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return false;
        }
        int step = Math.floorMod(text.charAt(1) - text.charAt(0), 10);
        boolean even = true;
        for (int i = 1; i < text.length(); i++) {
            even &= Math.floorMod(text.charAt(i) - text.charAt(i - 1), 10) == step;
        }
        return even && step != 0;
    }

    /// Six digits as day, month and year in any usual order, eight with the whole year.
    private static boolean date(String text) {
        return switch (text.length()) {
            case 6 -> {
                int a = number(text, 0, 2);
                int b = number(text, 2, 4);
                int c = number(text, 4, 6);
                yield day(a) && month(b) || month(a) && day(b) || month(b) && day(c);
            }
            case 8 ->
                year(number(text, 4, 8)) && dayAndMonth(text, 0) || year(number(text, 0, 4)) && dayAndMonth(text, 4);
            default -> false;
        };
    }

    private static boolean dayAndMonth(String text, int at) {
        int a = number(text, at, at + 2);
        int b = number(text, at + 2, at + 4);
        return day(a) && month(b) || month(a) && day(b);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    private static boolean day(int n) {
        return n >= 1 && n <= 31;
    }

    private static boolean month(int n) {
        return n >= 1 && n <= 12;
    }

    private static boolean year(int n) {
        return n >= 1900 && n <= 2099;
    }
}
