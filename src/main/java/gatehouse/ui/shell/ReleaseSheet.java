package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Where;
import gatehouse.operator.Right;
import gatehouse.operator.Rights;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Sheet;
import gatehouse.ui.kit.Words;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.stage.Window;

/// Ends a lockdown: by whoever sits here and may, else by a supervisor's PIN over the session that goes on.
final class ReleaseSheet extends Sheet {
    private final Clicks clicks;
    private final Label words = Parts.wrapped("", "sheet-refusal");
    private final Optional<PinOf> supervisor;
    private final String before;

    ReleaseSheet(Window owner, Look look, Clicks clicks, DeskState state, Runnable left) {
        super(owner, look, Words.of("release.head"), left);
        this.clicks = clicks;
        this.before = state.guarding().releaseWords();
        boolean may = state.may(Right.RELEASE_LOCKDOWN);
        supervisor = may
                ? Optional.empty()
                : Optional.of(new PinOf(
                        Words.of("release.who"),
                        state.site().people().stream()
                                .filter(p -> Rights.of(p).may(Right.RELEASE_LOCKDOWN))
                                .toList(),
                        this::release));
        add(Parts.wrapped(
                Words.of(
                        "release.what",
                        state.doors().values().stream()
                                .filter(d -> d.mode().lockedDown())
                                .count()),
                "sheet-words"));
        supervisor.ifPresent(who -> {
            add(who);
            first(who.field());
        });
        var cancel = Parts.keyed(Words.of("sheet.cancel"), "Esc", this::leave);
        var now = Parts.button(Words.of("release.now"), this::release);
        cancel.getStyleClass().add("big");
        now.getStyleClass().addAll("big", "open");
        var row = new Folding(16, Parts.space(), cancel, now);
        words.setVisible(false);
        add(words, row);
    }

    void show(DeskState state) {
        if (state.doors().values().stream().noneMatch(d -> d.mode().lockedDown())) {
            leave();
            return;
        }
        var said = state.guarding().releaseWords();
        boolean fresh = !said.isEmpty() && !said.equals(before);
        words.setText(said);
        words.setVisible(fresh || (!said.isEmpty() && words.isVisible()));
    }

    private void release() {
        if (supervisor.isEmpty()) {
            clicks.doors().release(new Where.WholeSite(), "", Optional.empty());
        } else if (supervisor.get().filled()) {
            var who = supervisor.get();
            words.setVisible(true);
            words.setText("");
            clicks.doors().release(new Where.WholeSite(), who.name().orElseThrow(), Optional.of(who.take()));
        }
    }
}
