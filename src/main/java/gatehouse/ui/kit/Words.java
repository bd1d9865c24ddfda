package gatehouse.ui.kit;

import java.util.Locale;
import java.util.ResourceBundle;

/// Every word on the screens, in the language of the desk. `{0}` and so on are replaced; nothing else in a text is
/// special, so an apostrophe is an apostrophe.
///
/// Safe for any thread; one language per program.
public final class Words {
    private static volatile ResourceBundle words = load(Locale.ENGLISH);

    private Words() {}

    /// Changes the language for what is built from now on.
    public static void speak(Locale language) {
        words = load(language);
    }

    public static Locale language() {
        var spoken = words.getLocale();
        return spoken.getLanguage().isEmpty() ? Locale.ENGLISH : spoken;
    }

    public static String of(String key, Object... values) {
        var text = words.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    private static ResourceBundle load(Locale language) {
        return ResourceBundle.getBundle(
                "gatehouse.ui.kit.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
