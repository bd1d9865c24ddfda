package gatehouse.ui.call;

import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Glass;
import gatehouse.desk.Phase;
import gatehouse.desk.Seat;
import gatehouse.lifecycle.Trace;
import gatehouse.operator.Right;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.Kept;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Look;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.settings.SoundSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.stage.Popup;
import javafx.stage.Stage;
import javafx.util.Duration;

/// The call on top of everything. A `Popup` owned by the main window, because a stage takes the focus from what is
/// being typed elsewhere; nothing in it can hold the keyboard either, its keys come through the main window.
///
/// Confined to the screen's thread.
public final class CallPopup implements AutoCloseable {
    private final Clicks clicks;
    private final Glass glass;
    private final Popup popup = new Popup();
    private final CallPane pane;
    private final PopupStand stand;
    private final Runnable beat;
    private final Runnable risen;
    private final PauseTransition awaitingFace = new PauseTransition(Duration.millis(250));
    private final Timeline levels;
    private Optional<DeskState> state = Optional.empty();
    private Optional<CallId> reported = Optional.empty();

    /// `risen` is run on the screen's thread each time another call has come up and its face is in it, or when that
    /// takes too long: what it brings about may wait that long.
    public CallPopup(
            Stage owner,
            Clicks clicks,
            Glass glass,
            Clock clock,
            Kept kept,
            KeyBook keys,
            SoundSource sounds,
            Runnable toLogIn,
            Runnable risen) {
        this.risen = risen;
        this.clicks = clicks;
        this.glass = glass;
        pane = new CallPane(clicks, glass, clock, keys, sounds, toLogIn);
        awaitingFace.setOnFinished(e -> risen.run());
        pane.onFace(() -> {
            if (awaitingFace.getStatus() == Animation.Status.RUNNING) {
                awaitingFace.stop();
                Shown.screen().execute(risen);
            }
        });
        beat = pane::tell;
        levels = new Timeline(new KeyFrame(Duration.millis(100), e -> pane.tellLevels()));
        levels.setCycleCount(Animation.INDEFINITE);
        popup.setAutoHide(false);
        popup.setAutoFix(false);
        popup.setHideOnEscape(false);
        popup.setConsumeAutoHidingEvents(false);
        popup.getContent().add(pane);
        // Without a compositor what is transparent shows white.
        popup.getScene().setFill(Color.web("#0d1117"));
        stand = new PopupStand(popup, owner, new PopupPlace(popup, pane, pane.header, kept));
        stand.upProperty().subscribe(up -> {
            if (up) {
                Beat.add(beat);
            } else {
                Beat.remove(beat);
            }
        });
    }

    public void dress(Look look) {
        look.dress(popup.getScene(), pane);
    }

    /// Answers whether another call is just coming up: it is on the glass with the next pulse.
    public boolean show(DeskState next) {
        state = Optional.of(next);
        var before = reported;
        next.shownCall().ifPresentOrElse(call -> present(next, call), this::hide);
        return reported.isPresent() && !reported.equals(before);
    }

    /// Gets ready for the first call, once the window can be used.
    public void rehearse() {
        if (!stand.up()) {
            long began = Trace.begin();
            stand.ready();
            state.ifPresent(s -> Warmth.into(pane, s));
            Trace.end("pop-up rehearses", began);
        }
    }

    private void present(DeskState next, Call call) {
        pane.show(next, call);
        stand.comeUp(next.seat().filter(Seat::locked).isPresent());
        if (call.phase() instanceof Phase.Talking) {
            levels.play();
        } else {
            levels.stop();
        }
        if (stand.up() && !reported.equals(Optional.of(call.id()))) {
            reported = Optional.of(call.id());
            report(call.id());
        }
    }

    /// How much of a node of the window below is covered, in that node's own measure.
    public Optional<Bounds> covers(Node below) {
        return Optional.ofNullable(
                        stand.up()
                                ? below.screenToLocal(new BoundingBox(
                                        popup.getX(), popup.getY(), pane.getPrefWidth(), pane.getPrefHeight()))
                                : null)
                .filter(bounds -> bounds.intersects(below.getLayoutBounds()));
    }

    /// `changed` is run when what it covers may have become different.
    public void covering(Runnable changed) {
        List.of(popup.xProperty(), popup.yProperty(), pane.prefWidthProperty(), pane.prefHeightProperty())
                .forEach(measure -> measure.subscribe(changed));
        stand.upProperty().subscribe(changed);
    }

    /// Shown means laid out and on its way to the glass, so it is told from inside the pulse.
    private void report(CallId call) {
        var scene = pane.getScene();
        var once = new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                glass.popupShown(call);
                if (pane.awaitsFace()) {
                    awaitingFace.playFromStart();
                } else {
                    Shown.screen().execute(risen);
                }
            }
        };
        scene.addPostLayoutPulseListener(once);
        javafx.application.Platform.requestNextPulse();
    }

    private void hide() {
        if (stand.up()) {
            levels.stop();
            stand.goAside();
            pane.hidden();
            reported = Optional.empty();
        }
    }

    public boolean showing() {
        return stand.up();
    }

    /// For pictures of the screen.
    public Node node() {
        return pane;
    }

    /// Under the lock the PIN is typed into the window below: how much of it is shown here.
    public void pinTyped(int length) {
        pane.actions.pinTyped(length);
    }

    /// F1: the call shown, or who has waited most urgently.
    public void answerNext() {
        if (may(Right.ANSWER)) {
            shownCall()
                    .filter(c -> c.ringing() && may(Right.ANSWER, c))
                    .or(() -> state.flatMap(s -> s.waiting().stream()
                            .filter(c -> may(Right.ANSWER, c))
                            .findFirst()))
                    .ifPresent(c -> clicks.answer(c.id()));
        }
    }

    /// F2: the shown call on hold, or talked in again; with another one shown, the call that is talked in.
    public void hold() {
        if (may(Right.ANSWER)) {
            shownCall()
                    .filter(c -> c.held() || c.phase() instanceof Phase.Talking)
                    .or(() -> state.flatMap(DeskState::talking))
                    .or(() -> state.flatMap(s -> s.held().stream().findFirst()))
                    .ifPresent(c -> {
                        if (c.held()) {
                            clicks.resume(c.id());
                        } else {
                            clicks.hold(c.id());
                        }
                    });
        }
    }

    /// Shift+F2: between the call that is talked in and the one on hold.
    public void swap() {
        if (may(Right.ANSWER) && state.map(s -> !s.held().isEmpty()).orElse(false)) {
            clicks.swap();
        }
    }

    /// Shift+F3.
    public void reasons() {
        pane.reasons();
    }

    /// Shift+F1: the list of those who can take the call; in a word with one of them, connects him.
    public void handOver() {
        var consulting = state.flatMap(s -> shownCall()
                .filter(c -> c.phase() instanceof Phase.Talking && TalkTools.consults(s, c))
                .flatMap(c -> s.held().stream().findFirst().map(h -> new CallId[] {h.id(), c.id()})));
        if (consulting.isPresent() && may(Right.ANSWER)) {
            clicks.transferTo(consulting.get()[0], consulting.get()[1]);
        } else {
            pane.handOver();
        }
    }

    /// Shift+F9.
    public void askFirst() {
        pane.askFirst();
    }

    /// Shift+F7.
    public void announcements() {
        pane.announcements();
    }

    /// Ctrl+1 to Ctrl+9; the same again stops it. Answers whether there is such an announcement.
    public boolean announce(int digit) {
        var found = state.flatMap(s -> s.site().calls().plan().announcements().stream()
                .filter(a -> a.key() == digit)
                .findFirst());
        found.ifPresent(a -> withTalk((call, t) -> {
            var now = call.course().announcing();
            if (now.equals(Optional.of(a.id())) || now.equals(Optional.of(a.name()))) {
                clicks.stopAnnouncement(call.id());
            } else {
                clicks.announce(call.id(), a.id());
            }
        }));
        return found.isPresent();
    }

    /// Ctrl+R: whoever was called or talked with last.
    public void callAgain() {
        boolean last = state.map(s -> s.book().last().isPresent()).orElse(false);
        if (last && may(Right.ANSWER) && state.flatMap(DeskState::talking).isEmpty()) {
            clicks.callAgain();
        }
    }

    /// A key goes to the list that is open in the pop-up before it goes anywhere else. Answers whether it was taken.
    public boolean listKey(KeyEvent e) {
        return stand.up() && (e.getEventType() == KeyEvent.KEY_TYPED ? pane.drawer.typed(e) : pane.drawer.pressed(e));
    }

    /// F3.
    public void endOrDecline() {
        withCall(Right.ANSWER, call -> {
            switch (call.phase()) {
                case Phase.Ringing r -> clicks.decline(call.id());
                case Phase.Answering a -> clicks.end(call.id());
                case Phase.Calling c -> clicks.end(call.id());
                case Phase.Talking t -> clicks.end(call.id());
                case Phase.Held h -> clicks.end(call.id());
                case Phase.Over o -> clicks.dismiss(call.id());
            }
        });
    }

    /// As [#open(int)] in everything that can be seen.
    public void openUnderDuress(int number) {
        if (stand.up() && may(Right.UNLOCK)) {
            pane.actions.openUnderDuress(number);
        }
    }

    /// F4 to F6.
    public void open(int number) {
        if (stand.up() && may(Right.UNLOCK)) {
            pane.actions.open(number);
        }
    }

    /// F7.
    public void mute() {
        withTalk((call, t) -> clicks.mute(call.id(), !t.muted()));
    }

    /// F8, pressed or let go of.
    public void talk(boolean held) {
        withTalk((call, t) -> {
            if (t.pushToTalk() && t.talking() != held) {
                clicks.talk(call.id(), held);
            }
        });
    }

    /// Shift+F8.
    public void pushToTalk() {
        withTalk((call, t) -> clicks.pushToTalk(call.id(), !t.pushToTalk()));
    }

    /// Ctrl+Up and Ctrl+Down.
    public void louder(double by) {
        state.ifPresent(s -> clicks.volume(Math.clamp(s.volume() + by, 0, 1)));
    }

    /// F9.
    public void snapshot() {
        withCall(Right.ANSWER, call -> call.door().ifPresent(clicks::snapshot));
    }

    /// Esc: a call that is over goes out of sight; a living one never ends by it.
    public boolean back() {
        var over = shownCall().filter(c -> !c.alive());
        over.ifPresent(c -> clicks.dismiss(c.id()));
        return over.isPresent();
    }

    private interface Talk {
        void with(Call call, Phase.Talking talking);
    }

    private void withTalk(Talk deed) {
        withCall(Right.ANSWER, call -> {
            if (call.phase() instanceof Phase.Talking t) {
                deed.with(call, t);
            }
        });
    }

    private void withCall(Right right, Consumer<Call> deed) {
        shownCall().filter(call -> may(right, call)).ifPresent(deed);
    }

    private Optional<Call> shownCall() {
        return state.flatMap(DeskState::shownCall);
    }

    private boolean may(Right right) {
        return state.map(s -> s.may(right)).orElse(false);
    }

    private boolean may(Right right, Call call) {
        return state.map(s -> call.door().map(d -> s.may(right, d)).orElseGet(() -> s.may(right)))
                .orElse(false);
    }

    @Override
    public void close() {
        hide();
        stand.close();
    }
}
