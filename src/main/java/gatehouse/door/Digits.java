package gatehouse.door;

/// Digits as they are typed. A keyboard writes them in the script of its country; `٣` means 3 all the same.
public final class Digits {
    private Digits() {}

    /// The same text with each decimal digit as one of 0 to 9.
    public static String plain(String text) {
        if (text.chars().noneMatch(c -> c > '9' && Character.isDigit(c))) {
            return text; // The digits beyond the basic plane are on no keyboard.
        }
        var plain = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> plain.append(Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : (char) c));
        return plain.toString();
    }

    /// A PIN is digits alone and counts by their worth; a password stays as it was typed.
    public static Secret pin(Secret typed) {
        var text = typed.reveal();
        return text.chars().allMatch(Character::isDigit) ? Secret.of(plain(text)) : typed;
    }
}
