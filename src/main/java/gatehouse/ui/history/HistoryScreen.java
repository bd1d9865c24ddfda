package gatehouse.ui.history;

import gatehouse.desk.DeskState;
import gatehouse.ui.history.HistorySource.Counts;
import gatehouse.ui.history.HistorySource.Filter;
import gatehouse.ui.history.HistorySource.Page;
import gatehouse.ui.history.HistorySource.Row;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The history: filters, visits per hour, visits as rows, one visit in detail. Pages come as one scrolls.
///
/// Confined to the screen's thread.
public final class HistoryScreen implements Panel {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryScreen.class);
    private static final int AHEAD = 10;

    private final HistorySource source;
    private final FilterBar filters;
    private final HourChart chart;
    private final ListView<Row> rows = new ListView<>();
    private final Label words = Parts.wrapped(Words.of("history.loading"), "nothing");
    private final Label counted = Parts.label("", "small");
    private final VisitPane visit = new VisitPane(this::play);
    private final ClipPane clip;
    private final BorderPane node = new BorderPane();
    private Optional<String> next = Optional.empty();
    private boolean asking;
    private long asked;

    public HistoryScreen(HistorySource source, Clock clock) {
        this.source = source;
        filters = new FilterBar(clock, this::ask);
        chart = new HourChart((from, to) -> filters.between(from, to));
        clip = new ClipPane(source, () -> closeClip());
        Parts.there(clip, false);
        var thumbnails = new Thumbnails(source::picture);
        rows.setCellFactory(list -> new VisitCell(thumbnails, this::seen));
        rows.widthProperty()
                .subscribe(w ->
                        rows.setFixedCellSize(w.doubleValue() < VisitCell.WIDE ? VisitCell.HIGH : VisitCell.HEIGHT));
        rows.getStyleClass().add("visits");
        rows.setAccessibleText(Words.of("history.visits"));
        rows.getSelectionModel().selectedItemProperty().subscribe(this::pick);
        var doorHead = column("history.door", VisitCell.DOOR + 12 + VisitCell.PICTURE);
        rows.widthProperty().subscribe(w -> VisitCell.fixed(doorHead, VisitCell.before(w.doubleValue())));
        var head = Parts.styled(
                new HBox(
                        12,
                        column("history.time", VisitCell.TIME),
                        doorHead,
                        column("history.what", 120),
                        Parts.space(),
                        counted),
                "visits-head");
        head.setMinWidth(0);
        var list = new VBox(head, new StackPane(rows, words));
        VBox.setVgrow(list.getChildren().getLast(), Priority.ALWAYS);
        VisitCell.fixed(visit, 560);
        chart.setMinHeight(48);
        chart.setPrefHeight(48);
        node.setTop(chart);
        node.setCenter(new StackPane(list, clip));
        node.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        node.setRight(visit);
        node.getStyleClass().add("history");
        list.getStyleClass().add("visits-box");
        node.widthProperty().subscribe(w -> VisitCell.fixed(visit, Math.clamp(w.doubleValue() * 0.33, 340, 560)));
    }

    private static Label column(String key, double width) {
        var label = Parts.label(Words.of(key), "small");
        VisitCell.fixed(label, width);
        return label;
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public Region tools() {
        return filters;
    }

    @Override
    public void show(DeskState state) {}

    /// The screen was opened: what may be chosen and what happened is asked anew.
    public void opened() {
        on(source.choices(), filters::offer);
        ask();
    }

    @Override
    public boolean back() {
        return closeClip() || filters.whole();
    }

    private void play(HistorySource.Timeline timeline, HistorySource.Clip wanted) {
        Parts.there(clip, true);
        clip.open(timeline, wanted);
    }

    private boolean closeClip() {
        boolean was = clip.isOpen();
        clip.close();
        Parts.there(clip, false);
        if (was) {
            rows.requestFocus();
        }
        return was;
    }

    /// Plays the clip of the visit that is chosen; answers whether there is one.
    public boolean playChosen() {
        return clip.isOpen() || visit.playFirst();
    }

    /// Space plays the clip of the visit that is chosen in the list.
    private void key(KeyEvent e) {
        boolean inList = rows.isFocused() || visit.isFocused();
        if (e.getCode() == KeyCode.SPACE && inList && !clip.isOpen() && visit.playFirst()) {
            e.consume();
        }
    }

    @Override
    public void search() {
        filters.search();
    }

    private void ask() {
        long mine = ++asked;
        var filter = filters.filter();
        var whole = filters.spanned();
        asking = true;
        if (rows.getItems().isEmpty()) {
            say(Words.of("history.loading"));
        }
        on(source.visits(filter, Optional.empty()), page -> {
            if (mine == asked) {
                first(page);
            }
        });
        on(source.counts(filter), counts -> {
            if (mine == asked) {
                counted.setText(line(counts));
            }
        });
        var from = whole.from().truncatedTo(ChronoUnit.HOURS);
        var to = whole.to().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        on(source.perHour(whole, from, to), hours -> {
            if (mine == asked) {
                chart.show(from, hours);
                mark(filter);
            }
        });
    }

    private void mark(Filter filter) {
        boolean part = filters.isPart();
        chart.chosen(part ? filter.from() : Instant.MAX, part ? filter.to() : Instant.MAX);
    }

    private static String line(Counts counts) {
        return Words.of("history.counts", counts.visits(), counts.missed(), counts.notConfirmed()) + " · "
                + counts.proof();
    }

    private void first(Page page) {
        asking = false;
        next = page.next();
        // The same visit may know more by now, such as its clip: it is picked anew.
        rows.getSelectionModel().clearSelection();
        rows.getItems().setAll(page.rows());
        if (page.rows().isEmpty()) {
            say(Words.of("history.nothing"));
            visit.words(Words.of("history.pick"));
        } else {
            words.setVisible(false);
            rows.getSelectionModel().selectFirst();
        }
    }

    private void say(String sentence) {
        words.setText(sentence);
        words.setVisible(true);
    }

    /// A row near the end was drawn: the page after it is asked for.
    private void seen(int index) {
        if (!asking && next.isPresent() && index > rows.getItems().size() - AHEAD) {
            asking = true;
            long mine = asked;
            on(source.visits(filters.filter(), next), page -> {
                if (mine == asked) {
                    asking = false;
                    next = page.next();
                    rows.getItems().addAll(page.rows());
                }
            });
        }
    }

    private void pick(Row row) {
        if (row == null) {
            return;
        }
        closeClip();
        on(source.timeline(row.id()), timeline -> {
            if (rows.getSelectionModel().getSelectedItem() == row) {
                visit.show(timeline);
            }
        });
    }

    private <T> void on(CompletableFuture<T> answer, Consumer<T> take) {
        Shown.answer(answer, take, failure -> {
            LOG.warn("The history did not answer", failure);
            asking = false;
            if (rows.getItems().isEmpty()) {
                say(Words.of("history.trouble"));
            } else {
                counted.setText(Words.of("history.troubleshort"));
            }
        });
    }
}
