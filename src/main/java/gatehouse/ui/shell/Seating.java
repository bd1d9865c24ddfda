package gatehouse.ui.shell;

import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.HandOver;
import gatehouse.desk.Seat;
import gatehouse.operator.Right;
import gatehouse.ui.call.CallPopup;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;

/// Everything about who sits here: the log-in, the lock with who rings beside it, the first start, a change of
/// operator,
/// the note between two shifts, and the menu under one's own name.
///
/// Confined to the screen's thread.
final class Seating {
    private static final double PAD = 360;
    private static final double FULL = 850;
    private static final double QUEUE = 340;
    private static final double MARGIN = 16;

    private final Clicks clicks;
    private final Staff staff;
    private final Forms forms;
    private final LogIn logIn;
    private final LogIn switcher;
    private final Queue queue;
    private final StackPane middle = new StackPane();
    private final HBox front;
    private final Button recovery;
    private final Overlay overlay = new Overlay();
    private final TitleBar title;
    private final CallPopup popup;
    private Optional<Region> first = Optional.empty();
    private Region fills = middle;
    private Optional<HandOver> offered = Optional.empty();
    private Optional<Seat> seat = Optional.empty();
    private List<Object> menu = List.of();
    private boolean switching;
    private boolean begun;
    private DeskState state;

    Seating(WindowSettings with, KeyBook keys, TitleBar title, CallPopup popup, DeskState now) {
        this.title = title;
        clicks = with.clicks();
        staff = with.staff();
        state = now;
        forms = new Forms(clicks, staff);
        logIn = new LogIn(clicks);
        switcher = new LogIn(clicks);
        switcher.foot(Parts.keyed(Words.of("form.back"), "Esc", overlay::close));
        queue = new Queue(clicks, with.clock(), keys);
        logIn.typing(length -> {
            popup.pinTyped(length);
            if (length == 1) {
                staff.awaited();
            }
        });
        recovery = Parts.button(Words.of("recover.open"), this::recover);
        recovery.getStyleClass().add("slim");
        logIn.foot(recovery);
        HBox.setHgrow(middle, Priority.ALWAYS);
        front = Parts.styled(new HBox(middle, queue), "front");
        front.setAlignment(Pos.CENTER);
        front.setMinHeight(0); // what is too high for the window makes itself lower, and must know the window's height
        Parts.there(queue, false);
        this.popup = popup;
        popup.covering(this::makeRoom);
        // Not within the layout that has just found the size: what changes sizes there is not laid out any more.
        front.widthProperty().subscribe(() -> Shown.screen().execute(this::makeRoom));
        front.heightProperty().subscribe(() -> Shown.screen().execute(this::makeRoom));
    }

    /// The call in the pop-up and the pad for the PIN are both in sight: what the pop-up covers stays empty, and where
    /// little is left the queue gives way, because the pop-up shows the call and F1 answers the next one.
    private void makeRoom() {
        var covered = front.getScene() == null ? Optional.<Bounds>empty() : popup.covers(front);
        double width = front.getWidth();
        double left = covered.map(Bounds::getMinX).orElse(width);
        double right = covered.map(c -> width - c.getMaxX()).orElse(width);
        double room = Math.max(left, right);
        boolean beside = covered.isPresent() && room >= PAD;
        front.setPadding(
                beside
                        ? new Insets(
                                MARGIN,
                                left > right ? width - left : MARGIN,
                                MARGIN,
                                left > right ? MARGIN : width - right)
                        : new Insets(MARGIN));
        boolean waits = rings() && !(beside && state.waiting().size() < 2 && room < FULL + QUEUE);
        boolean list = waits && !(beside && room < PAD + QUEUE);
        logIn.narrow((beside ? room : width - 2 * MARGIN) < FULL + (list ? QUEUE : 0), front.getHeight());
        Parts.there(queue, list);
    }

    /// Under the lock a call is seen and answered; while nobody sits here there is nobody to answer it.
    private boolean rings() {
        return state.seat().filter(Seat::locked).isPresent() && !state.waiting().isEmpty();
    }

    /// What fills the window while nobody sits here, or under the lock.
    Region front() {
        return front;
    }

    Overlay overlay() {
        return overlay;
    }

    void show(DeskState next) {
        state = next;
        var sits = next.seat().filter(s -> !s.locked());
        if (!sits.equals(seat)) {
            seat = sits;
            offered = Optional.empty();
            overlay.close();
        }
        if (sits.isEmpty()) {
            out(next);
        } else {
            in(next);
        }
    }

    private void out(DeskState next) {
        boolean nobodyYet = next.site().people().isEmpty()
                && next.site().security().directory().isEmpty();
        if (nobodyYet && first.isEmpty()) {
            var made = forms.first(() -> begun = true);
            made.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
            first = Optional.of(made);
        }
        var wanted = nobodyYet ? first.get() : logIn;
        if (middle.getChildren().isEmpty() || fills != wanted) {
            middle.getChildren().setAll(Parts.scrolling(new StackPane(wanted)));
            fills = wanted;
            if (wanted instanceof Form form) {
                form.begin();
            }
        }
        if (!nobodyYet) {
            first = Optional.empty();
            logIn.show(next);
        }
        Parts.there(recovery, staff.recoveryPossible());
        queue.show(next);
        makeRoom();
    }

    private void in(DeskState next) {
        middle.getChildren().clear();
        var left = next.shift().left().filter(l -> next.may(Right.ANSWER));
        if (left.isPresent() && !left.equals(offered)) {
            offered = left;
            note(left.get());
        } else if (left.isEmpty() && offered.isPresent()) {
            offered = Optional.empty();
            overlay.close();
        }
        if (begun && next.may(Right.INSTALL)) {
            begun = false;
            if (!staff.recoveryPossible()) {
                open(forms.recoveryFile(overlay::close));
            }
        }
        if (switching) {
            switcher.showSwitch(next);
        }
        menu(next, left);
    }

    private void note(HandOver left) {
        overlay.open(forms.left(left), () -> {});
    }

    /// Built anew only when something in it is different, so that it does not close under the pointer.
    private void menu(DeskState next, Optional<HandOver> left) {
        var strangers = next.may(Right.INSTALL) ? staff.strangers().size() : 0;
        var now = List.<Object>of(next.seat(), left, strangers);
        if (now.equals(menu)) {
            return;
        }
        menu = now;
        var items = new ArrayList<MenuItem>();
        items.add(item(Words.of("seat.switch"), this::changeOperator));
        items.add(item(Words.of("seat.lock"), () -> clicks.lock(false)));
        if (next.may(Right.ANSWER)) {
            items.add(item(
                    Words.of("seat.handover"),
                    () -> overlay.open(forms.handOver(state, HandOver.openIn(state), overlay::close), () -> {})));
        }
        left.ifPresent(l -> items.add(item(Words.of("seat.note", l.from()), () -> note(l))));
        items.add(item(Words.of("seat.pin"), () -> open(forms.changePin(overlay::close))));
        if (strangers > 0) {
            items.add(item(Words.of("seat.certificates", strangers), this::certificate));
        }
        items.add(item(Words.of("seat.leave"), clicks::logOut));
        title.seatMenu(items.toArray(MenuItem[]::new));
    }

    private static MenuItem item(String word, Runnable deed) {
        var item = new MenuItem(word);
        item.setOnAction(e -> deed.run());
        return item;
    }

    private void open(Region card) {
        overlay.open(card, () -> {});
        if (card instanceof Form form) {
            form.begin();
        }
    }

    /// Somebody else sits down, while calls go on.
    void changeOperator() {
        if (seat.isPresent()) {
            switching = true;
            overlay.open(Parts.styled(new StackPane(switcher), "form"), () -> switching = false);
            switcher.showSwitch(state);
        }
    }

    /// The certificate that waits longest for an installer.
    void certificate() {
        staff.strangers().stream().findFirst().ifPresent(stranger -> open(forms.certificate(stranger, overlay::close)));
    }

    private void recover() {
        var chooser = new FileChooser();
        chooser.setTitle(Words.of("recover.open"));
        var file = chooser.showOpenDialog(front.getScene().getWindow());
        if (file != null) {
            open(forms.recover(file.toPath(), overlay::close));
        }
    }

    boolean back() {
        return overlay.close();
    }
}
