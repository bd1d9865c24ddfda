package gatehouse.ui.kit;

import gatehouse.door.Secret;
import gatehouse.operator.PinRules;
import gatehouse.operator.Staffing;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What may stand in the fields about people: the same rules that hold when it is sent, so that one hears of them while
/// one types. Each answers what is wrong, in the reader's language.
public final class FieldRules {
    private FieldRules() {}

    public static Optional<String> name(String text) {
        var name = text.strip();
        return said(name.isEmpty() || name.length() > Staffing.LONGEST_NAME, "fault.name", Staffing.LONGEST_NAME);
    }

    /// As the PIN or password of whoever is called so.
    public static Optional<String> pin(String text, String name) {
        return PinRules.fault(Secret.of(text), name)
                .map(fault -> Words.of(
                        "fault.pin." + fault,
                        switch (fault) {
                            case SHORT_PIN -> PinRules.SHORTEST_PIN;
                            case SHORT_PASSWORD -> PinRules.SHORTEST_PASSWORD;
                            case TOO_LONG -> PinRules.LONGEST;
                            case REPEATS, RUN, DATE, NAME, COMMON -> "";
                        }));
    }

    public static Optional<String> same(String text, Supplier<String> other) {
        return said(!text.equals(other.get()), "form.differ");
    }

    public static Optional<String> something(String text, String key) {
        return said(text.isBlank(), key);
    }

    public static Optional<String> file(String text) {
        try {
            return said(text.isBlank() || Path.of(text.strip()).getFileName() == null, "recover.nopath");
        } catch (InvalidPathException e) {
            return said(true, "recover.nopath");
        }
    }

    private static Optional<String> said(boolean wrong, String key, Object... values) {
        return wrong ? Optional.of(Words.of(key, values)) : Optional.empty();
    }
}
