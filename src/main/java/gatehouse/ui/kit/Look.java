package gatehouse.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Parent;

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

    /// Dresses one tree of nodes; windows that pop up have a tree of their own.
    public void dress(Parent root) {
        if (!root.getStyleClass().contains("gh")) {
            root.getStyleClass().add("gh");
        }
        var sheets = new ArrayList<>(SHEETS);
        if (this != DARK) {
            sheets.add(1, "kit/" + name().toLowerCase(Locale.ROOT) + ".css");
        }
        root.getStylesheets().setAll(sheets.stream().map(Look::address).toList());
    }

    private static String address(String sheet) {
        return Look.class.getResource("/gatehouse/ui/" + sheet).toExternalForm();
    }
}
