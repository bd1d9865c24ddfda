package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.ui.kit.Parts;
import gatehouse.ui.kit.Words;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;

/// Where one can go, by right; at the foot, the lock.
final class Rail extends VBox {
    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
    private final Map<Place, Button> places = new EnumMap<>(Place.class);

    Rail(Consumer<Place> go, Runnable lock) {
        super(8);
        getStyleClass().add("rail");
        for (var place : Place.values()) {
            var button = item(Words.of("place." + place), place.icon, () -> go.accept(place));
            places.put(place, button);
            getChildren().add(button);
        }
        var space = new Region();
        VBox.setVgrow(space, Priority.ALWAYS);
        getChildren().addAll(space, item(Words.of("place.lock"), MaterialDesignL.LOCK_OUTLINE, lock));
    }

    private static Button item(String word, Ikon icon, Runnable deed) {
        var button = Parts.button(word, icon, deed);
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().add("rail-item");
        button.setMaxWidth(Double.MAX_VALUE);
        return button;
    }

    void show(DeskState state, Place here) {
        places.forEach((place, button) -> {
            Parts.there(button, state.may(place.right));
            button.pseudoClassStateChanged(HERE, place == here);
        });
    }
}
