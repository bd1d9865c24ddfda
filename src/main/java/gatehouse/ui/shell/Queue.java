package gatehouse.ui.shell;

import gatehouse.desk.Call;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.desk.Phase;
import gatehouse.desk.Recent;
import gatehouse.ui.kit.Beat;
import gatehouse.ui.kit.KeyBook;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Who waits, most urgent on top, each with the time that counts up; below, who is on hold and who is being called; at
/// the foot, what just happened.
final class Queue extends VBox {
    private static final int RECENT = 4;
    private static final int CROWD = 4;

    private final Clicks clicks;
    private final Clock clock;
    private final KeyBook keys;
    private final Label head = Parts.label("", "queue-head");
    private final VBox cards = new VBox(8);
    private final ScrollPane scroll = new ScrollPane(cards);
    private final Button more;
    private final Label outHead = Parts.label(Words.of("queue.out"), "queue-head");
    private final VBox out = new VBox(8);
    private final Label heldHead = Parts.label("", "queue-head");
    private final VBox held = new VBox(8);
    private final VBox recent = new VBox(10);
    private final Label recentHead = Parts.label(Words.of("queue.recent"), "queue-head");
    private final Reaching reaching = new Reaching(cards);
    private final Map<CallId, QueueCard> made = new HashMap<>();
    private Optional<DeskState> state = Optional.empty();
    private QueueOrder order = QueueOrder.EMPTY;
    private List<Recent> told = List.of();

    Queue(Clicks clicks, Clock clock, KeyBook keys) {
        super(10);
        this.clicks = clicks;
        this.clock = clock;
        this.keys = keys;
        getStyleClass().add("queue");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        more = Parts.button("", this::further);
        more.setMaxWidth(Double.MAX_VALUE);
        more.getStyleClass().addAll("slim", "queue-more");
        Parts.there(more, false);
        out.setMinHeight(USE_PREF_SIZE);
        held.setMinHeight(USE_PREF_SIZE);
        // As high as its cards, as long as there is room; what stands below it follows.
        cards.heightProperty().subscribe(h -> {
            scroll.setPrefHeight(h.doubleValue() + 2);
            scroll.setMaxHeight(h.doubleValue() + 2);
        });
        var space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        recent.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(head, scroll, more, outHead, out, heldHead, held, space, recentHead, recent);
        scroll.vvalueProperty().subscribe(v -> count());
        scroll.viewportBoundsProperty().subscribe(b -> count());
        cards.heightProperty().subscribe(h -> count());
        Runnable beat = this::beat;
        sceneProperty().subscribe(s -> {
            if (s == null) {
                Beat.remove(beat);
            } else {
                Beat.add(beat);
            }
        });
    }

    /// Whether there is anybody to be shown.
    static boolean wanted(DeskState state) {
        return !state.waiting().isEmpty()
                || !state.held().isEmpty()
                || state.calls().stream().anyMatch(c -> c.phase() instanceof Phase.Calling);
    }

    void show(DeskState next) {
        state = Optional.of(next);
        lay();
        recent(next);
    }

    private void lay() {
        state.ifPresent(this::lay);
    }

    private void lay(DeskState now) {
        var waiting = now.waiting();
        head.setText(Words.of("queue.waiting", waiting.size()));
        order = order.next(waiting.stream().map(Call::id).toList(), reaching.now());
        var key =
                now.shownCall().filter(Call::ringing).or(() -> waiting.stream().findFirst());
        var row = new ArrayList<Node>();
        for (var slot : order.slots()) {
            now.call(slot.call())
                    .filter(c -> !slot.gone())
                    .ifPresentOrElse(
                            c -> row.add(card(
                                    now,
                                    c,
                                    key.filter(k -> k.id().equals(c.id())).isPresent())),
                            () -> Optional.ofNullable(made.get(slot.call())).ifPresent(card -> {
                                card.gone();
                                row.add(card);
                            }));
        }
        Parts.fill(cards, row);
        aside(
                now,
                out,
                outHead,
                now.calls().stream()
                        .filter(c -> c.phase() instanceof Phase.Calling)
                        .toList());
        heldHead.setText(Words.of("queue.held", now.held().size()));
        aside(now, held, heldHead, now.held());
        Parts.there(head, !row.isEmpty());
        made.keySet()
                .removeIf(id -> now.call(id).isEmpty()
                        && order.slots().stream().noneMatch(s -> s.call().equals(id)));
        tell();
        count();
    }

    private void aside(DeskState now, VBox box, Label above, List<Call> calls) {
        Parts.fill(box, calls.stream().<Node>map(c -> card(now, c, false)).toList());
        Parts.there(above, !calls.isEmpty());
        Parts.there(box, !calls.isEmpty());
    }

    private QueueCard card(DeskState now, Call call, boolean next) {
        var card = made.computeIfAbsent(call.id(), id -> new QueueCard(call, clicks, keys));
        boolean may = now.mayAnswer(call.door());
        card.show(now, call, next, may);
        return card;
    }

    private void recent(DeskState now) {
        int room = now.waiting().size() + now.held().size() > CROWD ? 0 : RECENT;
        var next = now.recent().stream().limit(room).toList();
        if (!next.equals(told)) {
            told = next;
            recent.getChildren().setAll(next.stream().map(Queue::line).toList());
        }
        Parts.there(recentHead, !next.isEmpty());
        Parts.there(recent, !next.isEmpty());
    }

    static Label line(Recent r) {
        return Parts.wrapped(Times.clock(r.at()) + "  " + r.sentence(), r.wants() ? "recent-wants" : "recent");
    }

    private void beat() {
        boolean restless = !order.slots().equals(order.next(waitingIds(), false).slots());
        if (restless && !reaching.now()) {
            lay();
        } else {
            tell();
        }
    }

    private List<CallId> waitingIds() {
        return state.map(s -> s.waiting().stream().map(Call::id).toList()).orElse(List.of());
    }

    private void tell() {
        var now = clock.instant();
        made.values().forEach(c -> c.tell(now));
    }

    /// How many are below what is seen.
    private void count() {
        double seen = scroll.getViewportBounds().getHeight();
        int count = cards.getChildren().size();
        double all = count * QueueCard.STEP;
        double bottom = Math.max(0, all - seen) * scroll.getVvalue() + seen;
        long below = seen <= 0 ? 0 : Math.max(0, count - Math.round(bottom / QueueCard.STEP));
        Parts.there(more, below > 0);
        if (below > 0) {
            more.setText(Words.of("queue.more", below));
            more.setAccessibleText(more.getText());
        }
    }

    private void further() {
        double seen = scroll.getViewportBounds().getHeight();
        double rest = Math.max(1, cards.getHeight() - seen);
        scroll.setVvalue(Math.min(1, scroll.getVvalue() + 0.9 * seen / rest));
    }
}
