package gatehouse.ui.installer;

import gatehouse.desk.DeskState;
import gatehouse.ui.installer.InstallerSource.FoundRow;
import gatehouse.ui.installer.InstallerSource.Progress;
import gatehouse.ui.kit.Folding;
import gatehouse.ui.kit.Panel;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Shown;
import gatehouse.ui.kit.Words;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/// The installer's screen: a search whose table fills as answers come, one device in detail, and the drill.
///
/// Confined to the screen's thread.
public final class InstallerScreen implements Panel {
    private static final double LEAST_FIELD = 200;

    private final InstallerSource source;
    private final FoundTable table = new FoundTable();
    private final DevicePane device;
    private final DrillPane drill;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label progress = Parts.label(Words.of("installer.idle"), "small");
    private final TextField address = new TextField();
    private final Button search;
    private final Button ask;
    private final ToggleButton findChip = Parts.chip(Words.of("installer.find"));
    private final ToggleButton drillChip = Parts.chip(Words.of("installer.drill"));
    private final Folding tools;
    private final Folding asking;
    private final BorderPane find = new BorderPane();
    private final StackPane node;
    private boolean searched;

    public InstallerScreen(InstallerSource source) {
        this.source = source;
        device = new DevicePane(source, this::scan);
        drill = new DrillPane(source);
        search = Parts.button(Words.of("installer.search"), MaterialDesignM.MAGNIFY, this::scan);
        search.getStyleClass().add("open");
        ask = Parts.button(Words.of("installer.ask"), MaterialDesignP.PLUS, this::ask);
        address.setPromptText(Words.of("installer.addressprompt"));
        address.setAccessibleText(Words.of("installer.addressprompt"));
        address.setPrefColumnCount(16);
        address.setOnAction(e -> ask());
        HBox.setHgrow(address, Priority.ALWAYS);
        address.setMinWidth(LEAST_FIELD);
        asking = new Folding(8, address, ask, search);
        tools = new Folding(12, findChip, drillChip, Parts.space(), asking);
        var group = new ToggleGroup();
        findChip.setToggleGroup(group);
        drillChip.setToggleGroup(group);
        findChip.setOnAction(e -> showDrill(false));
        drillChip.setOnAction(e -> showDrill(true));
        table.setPlaceholder(Parts.wrapped(Words.of("installer.nothing"), "nothing"));
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) {
                device.show(row);
            }
        });
        bar.setMaxWidth(Double.MAX_VALUE);
        var head = Parts.styled(new VBox(8, progress, bar), "scan-head");
        find.setTop(head);
        find.setCenter(table);
        find.setRight(device);
        find.getStyleClass().add("find");
        find.widthProperty().subscribe(w -> {
            double wide = Math.clamp(w.doubleValue() * 0.34, 360, 620);
            device.setMinWidth(wide);
            device.setPrefWidth(wide);
            device.setMaxWidth(wide);
        });
        node = new StackPane(find, drill);
        showDrill(false);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public Region tools() {
        return tools;
    }

    @Override
    public void show(DeskState state) {
        drillChip.setVisible(state.site().simulated());
    }

    /// The screen was opened; the first time it searches at once.
    public void opened() {
        drill.refresh();
        if (!searched) {
            scan();
        }
    }

    @Override
    public void search() {
        address.requestFocus();
    }

    public void showDrill(boolean now) {
        findChip.setSelected(!now);
        drillChip.setSelected(now);
        asking.setVisible(!now);
        find.setVisible(!now);
        drill.setVisible(now);
        if (now) {
            drill.refresh();
        }
    }

    private void scan() {
        searched = true;
        search.setDisable(true);
        bar.setProgress(0);
        progress.setText(Words.of("installer.searching"));
        table.setPlaceholder(Parts.wrapped(Words.of("installer.searching"), "nothing"));
        Shown.answer(
                source.scan(
                        row -> Shown.screen().execute(() -> put(row)),
                        step -> Shown.screen().execute(() -> progress(step))),
                done -> searched(),
                failure -> {
                    searched();
                    progress.setText(DevicePane.sentence(failure));
                });
    }

    private void searched() {
        search.setDisable(false);
        bar.setProgress(1);
        table.setPlaceholder(Parts.wrapped(Words.of("installer.nothing"), "nothing"));
    }

    private void progress(Progress step) {
        bar.setProgress(step.share());
        progress.setText(step.words());
    }

    private void put(FoundRow row) {
        table.put(row);
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
    }

    private void ask() {
        var where = address.getText().strip();
        if (where.isEmpty()) {
            address.requestFocus();
            return;
        }
        ask.setDisable(true);
        progress.setText(Words.of("installer.asking", where));
        Shown.answer(
                source.ask(where),
                row -> {
                    ask.setDisable(false);
                    put(row);
                    table.getSelectionModel().select(row);
                    progress.setText(Words.of("installer.answered", where));
                },
                failure -> {
                    ask.setDisable(false);
                    progress.setText(DevicePane.sentence(failure));
                });
    }
}
