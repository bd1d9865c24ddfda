package gatehouse.ui.kit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.stage.Window;

/// Something that must be said before a thing is done, on top of everything, in the middle of the window it belongs to.
/// Somebody at the desk asked for it, so it may take the keyboard. Esc leaves it and nothing is done.
///
/// Confined to the screen's thread.
public class Sheet {
    public static final int MARGIN = 16;

    private final Stage stage = new Stage(StageStyle.UNDECORATED);
    private final VBox body = Parts.styled(new VBox(16), "sheet");
    private final Label head;
    private final Runnable left;
    private final ScrollPane scroll = Parts.scrolling(body);
    private boolean aside;
    private Optional<Node> first = Optional.empty();

    /// `left` is run when somebody leaves it with nothing done.
    protected Sheet(Window owner, Look look, String title, Runnable left) {
        this.left = requireNonNull(left);
        head = Parts.wrapped(title, "sheet-head");
        body.getChildren().add(head);
        stage.initOwner(owner);
        stage.setTitle(title);
        stage.setAlwaysOnTop(true);
        stage.setResizable(false);
        var scene = new Scene(scroll);
        scene.setFill(Color.web("#0d1117"));
        stage.setScene(scene);
        look.dress(scene, scroll);
        stage.setOnCloseRequest(e -> {
            e.consume();
            leave();
        });
        scene.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                leave();
                e.consume();
            }
        });
    }

    protected final void add(Node... nodes) {
        body.getChildren().addAll(nodes);
    }

    /// Stands at the right instead of in the middle, so that the face of who waits stays in sight.
    protected final void standAside() {
        aside = true;
    }

    public final boolean aside() {
        return aside;
    }

    /// What holds the keyboard when it opens.
    protected final void first(Node node) {
        first = Optional.of(node);
    }

    protected final void alarming() {
        body.getStyleClass().add("sheet-alarm");
    }

    public final VBox body() {
        return body;
    }

    public final void open() {
        stage.sizeToScene();
        stage.show();
        fit();
        stage.requestFocus();
        first.ifPresent(Node::requestFocus);
    }

    /// In the middle of its owner, again when it has grown.
    protected final void fit() {
        stage.setHeight(Double.NaN);
        stage.sizeToScene();
        var owner = stage.getOwner();
        stage.setHeight(Math.min(stage.getHeight(), owner.getHeight()));
        double room = owner.getWidth() - stage.getWidth();
        stage.setX(Math.max(0, owner.getX() + (aside ? Math.max(0, room - MARGIN) : room / 2)));
        stage.setY(Math.max(0, owner.getY() + (owner.getHeight() - stage.getHeight()) / 2));
    }

    public final boolean showing() {
        return stage.isShowing();
    }

    public final void toFront() {
        stage.toFront();
        stage.requestFocus();
    }

    public final void leave() {
        hide();
        left.run();
    }

    public final void hide() {
        stage.hide();
    }
}
