package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.Concern;
import gatehouse.desk.DeskState;
import gatehouse.desk.DoorState;
import gatehouse.desk.Mode;
import gatehouse.desk.Where;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/// Whatever is not normal about the doors, at the top of every screen until it is normal again or somebody has looked:
/// lockdowns, what nobody has looked at, doors held open. Not there while all is well.
///
/// Confined to the screen's thread.
final class NotNormal extends VBox {
    private static final int MOST_CONCERNS = 3;
    private static final int MOST_NAMED = 4;

    /// What a row is made of; rows that say the same stay the nodes they are.
    private record Row(String style, Ikon icon, String head, String words, String button, Runnable deed) {
        boolean says(Row other) {
            return style.equals(other.style)
                    && head.equals(other.head)
                    && words.equals(other.words)
                    && button.equals(other.button);
        }
    }

    private final Clicks clicks;
    private final Runnable release;
    private List<Row> shown = List.of();

    NotNormal(Clicks clicks, Runnable release) {
        this.clicks = clicks;
        this.release = release;
        getStyleClass().add("not-normal");
        Parts.there(this, false);
    }

    void show(DeskState state) {
        var rows = new ArrayList<Row>();
        lockdowns(state).ifPresent(rows::add);
        concerns(state, rows);
        heldOpen(state).ifPresent(rows::add);
        if (!same(rows)) {
            shown = List.copyOf(rows);
            getChildren().setAll(rows.stream().map(NotNormal::node).toList());
            Parts.there(this, !rows.isEmpty());
        }
    }

    private boolean same(List<Row> rows) {
        if (rows.size() != shown.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).says(shown.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Row> lockdowns(DeskState state) {
        var locked = state.doors().values().stream()
                .filter(d -> d.mode().lockedDown())
                .toList();
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        var first = (Mode.LockedDown) locked.getFirst().mode();
        boolean whole = locked.size() == state.doors().size() && locked.size() > 1;
        var what = whole ? Words.of("lockdown.whole", locked.size()) : names(locked);
        var words = Words.of("lockdown.since", what, Times.clock(first.since()), first.by()) + " · " + kept(locked);
        return Optional.of(new Row(
                "row-lockdown",
                MaterialDesignL.LOCK_ALERT,
                Words.of("mark.lockdown"),
                words,
                state.seat().isPresent() ? Words.of("lockdown.release") : "",
                release));
    }

    /// How many of these doors keep to the lockdown themselves, and how many only this desk keeps shut.
    private static String kept(List<DoorState> locked) {
        var counts = locked.stream()
                .collect(Collectors.groupingBy(
                        d -> ((Mode.LockedDown) d.mode()).taken().how(), LinkedHashMap::new, Collectors.counting()));
        long device = counts.getOrDefault(Mode.How.DEVICE_ENDS, 0L) + counts.getOrDefault(Mode.How.DESK_ENDS, 0L);
        long desk = counts.getOrDefault(Mode.How.DESK_ONLY, 0L) + counts.getOrDefault(Mode.How.REFUSED, 0L);
        long pending = counts.getOrDefault(Mode.How.PENDING, 0L);
        long doubt = counts.getOrDefault(Mode.How.NOT_CONFIRMED, 0L);
        var parts = new ArrayList<String>();
        add(parts, "lockdown.device", device);
        add(parts, "lockdown.desk", desk);
        add(parts, "lockdown.pending", pending);
        add(parts, "lockdown.doubt", doubt);
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String key, long count) {
        if (count > 0) {
            parts.add(Words.of(key, count));
        }
    }

    private void concerns(DeskState state, List<Row> rows) {
        var all = state.guarding().concerns();
        boolean may = state.may(Right.ACKNOWLEDGE_MISSED);
        for (var concern : all.subList(0, Math.min(all.size(), MOST_CONCERNS))) {
            int more = all.size() - MOST_CONCERNS;
            boolean last =
                    rows.size() - (rows.isEmpty() || !rows.getFirst().style().equals("row-lockdown") ? 0 : 1)
                            == MOST_CONCERNS - 1;
            var words = said(concern) + (last && more > 0 ? "  ·  " + Words.of("concern.more", more) : "");
            rows.add(new Row(
                    isBurning(concern) ? "row-concern row-loud" : "row-concern",
                    MaterialDesignA.ALERT,
                    Words.of("concern." + concern.kind()),
                    words,
                    may ? Words.of("concern.looked") : "",
                    () -> clicks.doors().lookedAt(concern.id())));
        }
    }

    /// Somebody may be walking in at this moment.
    private static boolean isBurning(Concern concern) {
        return concern.kind() == Concern.Kind.FORCED && concern.over().isEmpty();
    }

    private static String said(Concern concern) {
        var over = concern.over()
                .map(at -> " · " + Words.of("concern.over", Times.second(at)))
                .orElse("");
        var why = concern.words().isEmpty() ? "" : " · " + concern.words();
        return concern.doorName() + " · " + Times.second(concern.at()) + over + why;
    }

    private Optional<Row> heldOpen(DeskState state) {
        var held =
                state.doors().values().stream().filter(d -> d.mode().heldOpen()).toList();
        if (held.isEmpty()) {
            return Optional.empty();
        }
        var words = held.stream().limit(MOST_NAMED).map(NotNormal::held).collect(Collectors.joining("  ·  "))
                + (held.size() > MOST_NAMED ? "  ·  " + Words.of("concern.more", held.size() - MOST_NAMED) : "");
        var mine = held.stream()
                .map(d -> d.door().id())
                .filter(id -> state.may(Right.HOLD_OPEN, id))
                .toList();
        return Optional.of(new Row(
                "row-open",
                MaterialDesignL.LOCK_OPEN_VARIANT,
                Words.of("held.head"),
                words,
                mine.isEmpty() ? "" : Words.of("held.normal"),
                () -> mine.forEach(id -> clicks.doors().backToNormal(new Where.OneDoor(id)))));
    }

    private static String held(DoorState door) {
        var mode = (Mode.HeldOpen) door.mode();
        var who = mode.scheduled() ? Words.of("held.schedule") : mode.by();
        return Words.of("held.door", door.door().name(), Times.clock(mode.until()), who) + ", "
                + Words.of("held.how." + mode.taken().how());
    }

    private static String names(List<DoorState> doors) {
        var names = doors.stream().limit(MOST_NAMED).map(d -> d.door().name()).collect(Collectors.joining(", "));
        return doors.size() > MOST_NAMED ? names + " " + Words.of("concern.more", doors.size() - MOST_NAMED) : names;
    }

    private static Node node(Row row) {
        var head = Parts.label(row.head(), "row-head");
        head.setGraphic(Parts.icon(row.icon()));
        head.setMinWidth(Region.USE_PREF_SIZE);
        var words = Parts.label(row.words(), "row-words");
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var box = Parts.styled(new HBox(16, head, words), "not-normal-row");
        box.getStyleClass().addAll(row.style().split(" "));
        box.setAlignment(Pos.CENTER_LEFT);
        box.setAccessibleText(row.head() + ", " + row.words());
        if (!row.button().isEmpty()) {
            Button button = Parts.button(row.button(), row.deed());
            button.getStyleClass().add("slim");
            box.getChildren().add(button);
        }
        return box;
    }
}
