package gatehouse.ui.shell;

import java.io.IOException;
import java.util.List;
import javafx.stage.Stage;

/// What a real display needs of the toolkit, and what a run without one would never load: the windows and the graphics
/// of this system.
public final class ToolkitClasses {
    private static final List<String> FOLDERS = List.of(
            "com/sun/glass/ui/gtk/",
            "com/sun/glass/ui/win/",
            "com/sun/glass/ui/mac/",
            "com/sun/prism/es2/",
            "com/sun/prism/d3d/",
            "com/sun/prism/mtl/",
            "com/sun/prism/sw/",
            "com/sun/javafx/tk/quantum/");

    private ToolkitClasses() {}

    /// Loads them without running anything of them.
    public static void load() throws IOException {
        var module = Stage.class.getModule();
        var found = module.getLayer().configuration().findModule(module.getName());
        if (found.isEmpty()) {
            return;
        }
        try (var reader = found.get().reference().open();
                var names = reader.list()) {
            names.filter(name -> name.endsWith(".class") && FOLDERS.stream().anyMatch(name::startsWith))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .forEach(name -> Class.forName(module, name));
        }
    }
}
