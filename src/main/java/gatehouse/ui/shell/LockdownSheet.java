package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Where;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Sheet;
import gatehouse.ui.kit.Words;
import javafx.stage.Window;

/// The one confirmation of a lockdown: what it will do, and the button that does it. Enter does it too, because it is
/// on the safe side and must be quick.
final class LockdownSheet extends Sheet {
    LockdownSheet(Window owner, Look look, Clicks clicks, DeskState state, Where where, String what, Runnable left) {
        super(owner, look, Words.of("lockdown.head", what), left);
        alarming();
        int doors = state.doors(where).size();
        boolean may = state.doors(where).stream().anyMatch(door -> state.may(Right.LOCKDOWN, door));
        add(Parts.wrapped(Words.of(may ? "lockdown.what" : "lockdown.maynot", doors), "sheet-words"));
        var cancel = Parts.keyed(Words.of("sheet.cancel"), "Esc", this::leave);
        cancel.getStyleClass().add("big");
        var row = new Folding(16, Parts.space(), cancel);
        if (may) {
            var now = Parts.keyed(Words.of("lockdown.now"), Words.of("key.enter"), () -> {
                clicks.doors().lockDown(where);
                leave();
            });
            now.getStyleClass().addAll("big", "stop");
            now.setDefaultButton(true);
            first(now);
            row.getChildren().add(now);
        }
        add(row);
    }
}
