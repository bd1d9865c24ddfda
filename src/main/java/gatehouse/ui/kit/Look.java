package gatehouse.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// How the console looks: dark at night, light by day, or with the most contrast.
public enum Look {
    DARK,
    LIGHT,
    CONTRAST;

    private static final List<String> SHEETS = List.of(
            "kit/colours.css",
            "kit/parts.css",
            "shell/shell.css",
            "wall/wall.css",
            "call/call.css",
            "history/history.css",
            "installer/installer.css",
            "kit/doors.css");

    /// Makes this the look of the whole program.
    public void choose() {
        Application.setUserAgentStylesheet(
                this == LIGHT ? new PrimerLight().getUserAgentStylesheet() : new PrimerDark().getUserAgentStylesheet());
    }

    /// Dresses a scene and the tree of nodes in it; windows that pop up have their own. The sheets are the scene's:
    /// from
    /// a parent the toolkit gathers them for each node below it, which took most of what the screen's thread did.
    public void dress(Scene scene, Parent root) {
        if (!root.getStyleClass().contains("gh")) {
            root.getStyleClass().add("gh");
        }
        var sheets = new ArrayList<>(SHEETS);
        if (this != DARK) {
            sheets.add(1, "kit/" + name().toLowerCase(Locale.ROOT) + ".css");
        }
        scene.getStylesheets().setAll(sheets.stream().map(Look::address).toList());
    }

    private static String address(String sheet) {
        return Look.class.getResource("/gatehouse/ui/" + sheet).toExternalForm();
    }
}
