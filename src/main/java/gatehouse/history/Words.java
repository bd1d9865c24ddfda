package gatehouse.history;

import gatehouse.door.Digits;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What can be found by typing: words of letters and digits, in lower case, of 2 to 40 characters. A digit is the
/// same in every script.
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int SHORTEST = 2;
    private static final int LONGEST = 40;
    private static final int MOST = 64;
    private static final int LONGEST_FACT = 80;

    private Words() {}

    static Set<String> of(String text) {
        var words = new LinkedHashSet<String>();
        add(words, text);
        return words;
    }

    static Set<String> of(Event event) {
        var words = new LinkedHashSet<String>();
        add(words, event.sentence());
        event.door().ifPresent(door -> add(words, door.value()));
        event.operator().ifPresent(operator -> add(words, operator));
        event.facts().forEach((name, value) -> {
            if (!name.equals(Fact.COMMAND) && value.length() <= LONGEST_FACT) {
                add(words, value);
            }
        });
        return words;
    }

    private static void add(Set<String> words, String text) {
        var matcher = WORD.matcher(Digits.plain(text.toLowerCase(Locale.ROOT)));
        while (words.size() < MOST && matcher.find()) {
            String word = matcher.group();
            if (word.length() >= SHORTEST) {
                words.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
            }
        }
    }
}
