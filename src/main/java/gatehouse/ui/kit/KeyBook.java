package gatehouse.ui.kit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ButtonBase;

/// The keys of this desk: for each act its first key, which stands on the buttons, and perhaps a second one, such as a
/// foot switch. A key belongs to one act only.
///
/// Confined to the screen's thread.
public final class KeyBook {
    /// A property of a node that waits for the key somebody wants; while it has the focus no key does anything else.
    public static final String ASKING = "asks for a key";

    private final Kept kept;
    private final Map<Act, ReadOnlyObjectWrapper<Stroke>> first = new EnumMap<>(Act.class);
    private final Map<Act, ReadOnlyObjectWrapper<Optional<Stroke>>> second = new EnumMap<>(Act.class);
    // Buttons come and go with what they stand on; none is kept for its label.
    private final Map<ButtonBase, Worn> labels = new WeakHashMap<>();

    public KeyBook(Kept kept) {
        this.kept = kept;
        for (var act : Act.values()) {
            first.put(act, new ReadOnlyObjectWrapper<>(read(act, "1").orElse(act.usual())));
            first.get(act).addListener((o, was, now) -> relabel(act));
            second.put(act, new ReadOnlyObjectWrapper<>(read(act, "2")));
        }
    }

    private void relabel(Act act) {
        labels.forEach((button, worn) -> {
            if (worn.act() == act) {
                write(button, worn);
            }
        });
    }

    private Optional<Stroke> read(Act act, String which) {
        return kept.get(place(act, which)).flatMap(Stroke::read).filter(Stroke::free);
    }

    private static String place(Act act, String which) {
        return "key." + act.name() + "." + which;
    }

    public ReadOnlyObjectProperty<Stroke> first(Act act) {
        return first.get(act).getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Stroke>> second(Act act) {
        return second.get(act).getReadOnlyProperty();
    }

    /// Whose key this is.
    public Optional<Act> of(Stroke stroke) {
        return Arrays.stream(Act.values())
                .filter(a ->
                        first.get(a).get().equals(stroke) || second.get(a).get().equals(Optional.of(stroke)))
                .findFirst();
    }

    /// Takes the key for the act, unless it is another's already: that one is answered then, and nothing changed.
    public Optional<Act> choose(Act act, boolean asFirst, Stroke stroke) {
        var owner = of(stroke);
        if (owner.isPresent() && owner.get() != act) {
            return owner;
        }
        if (asFirst) {
            first.get(act).set(stroke);
            kept.put(place(act, "1"), stroke.kept());
        } else {
            second(act, Optional.of(stroke));
        }
        return Optional.empty();
    }

    private void second(Act act, Optional<Stroke> stroke) {
        second.get(act).set(stroke);
        kept.put(place(act, "2"), stroke.map(Stroke::kept).orElse(""));
    }

    /// Without its second key.
    public void drop(Act act) {
        second(act, Optional.empty());
    }

    /// The second keys lie on the numeric keypad, as far as they are free.
    public void useKeypad() {
        for (var act : Act.values()) {
            act.onKeypad().filter(s -> of(s).isEmpty()).ifPresent(s -> second(act, Optional.of(s)));
        }
    }

    public void reset() {
        for (var act : Act.values()) {
            first.get(act).set(act.usual());
            kept.put(place(act, "1"), act.usual().kept());
            second(act, Optional.empty());
        }
    }

    /// Puts the word and the act's key on a button, and changes it when the key changes.
    public void label(ButtonBase button, String word, Act act) {
        var worn = new Worn(word, act);
        if (!worn.equals(labels.put(button, worn))) {
            write(button, worn);
        }
    }

    /// The button has no key any more.
    public void forget(ButtonBase button) {
        labels.remove(button);
    }

    private void write(ButtonBase button, Worn worn) {
        var stroke = first.get(worn.act()).get();
        Parts.key(button, worn.word(), stroke.words());
        button.setAccessibleText(Words.of("key.said", worn.word(), stroke.said()));
    }

    private record Worn(String word, Act act) {}
}
