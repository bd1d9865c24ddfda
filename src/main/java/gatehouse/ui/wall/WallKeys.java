package gatehouse.ui.wall;

import java.util.Optional;
import javafx.scene.input.KeyEvent;

/// The keys of the wall: pages, the spot, zoom, moving tiles, a tile's menu and details. They go to the tile that has
/// the focus, else to the one under the pointer, else to the spot.
///
/// Confined to the screen's thread.
final class WallKeys {
    private static final double PAN = 0.15;

    private final WallScreen wall;

    WallKeys(WallScreen wall) {
        this.wall = wall;
    }

    /// `first` is false while a key is held down. Answers whether the key was for the wall.
    boolean works(KeyEvent e, boolean first) {
        if (e.isAltDown() || e.isMetaDown()) {
            return false;
        }
        var step = step(e);
        if (step.isPresent()) {
            return e.isControlDown() ? e.isShiftDown() && move(step.get()) : arrow(step.get());
        }
        if (e.isControlDown()) {
            return false;
        }
        return switch (e.getCode()) {
            case PAGE_UP -> done(() -> wall.turn(-1));
            case PAGE_DOWN -> done(() -> wall.turn(1));
            case CONTEXT_MENU -> menu(first);
            case F10 -> e.isShiftDown() && menu(first);
            case I ->
                first
                        && wall.meant()
                                .map(t -> done(() -> wall.details(t.door())))
                                .orElse(false);
            case C ->
                first && wall.meant().map(t -> done(() -> wall.call(t.door()))).orElse(false);
            case ENTER ->
                first
                        && wall.focused()
                                .map(t -> done(() -> wall.toggleSpot(t.door())))
                                .orElse(false);
            case ADD, PLUS -> zoom(1);
            case SUBTRACT, MINUS -> zoom(-1);
            default -> text(e, first);
        };
    }

    /// Plus and minus lie elsewhere on each keyboard, so what is typed counts.
    private boolean text(KeyEvent e, boolean first) {
        var text = e.getText();
        if (text.length() != 1) {
            return false;
        }
        char typed = text.charAt(0);
        return switch (typed) {
            case '+' -> zoom(1);
            case '-' -> zoom(-1);
            case '0' -> wall.meant().map(t -> done(() -> t.zoom(Zoom.NONE))).orElse(false);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                if (first) {
                    wall.spotTile(typed - '0');
                }
                yield true;
            }
            default -> false;
        };
    }

    private static Optional<Grid.Step> step(KeyEvent e) {
        return switch (e.getCode()) {
            case LEFT, KP_LEFT -> Optional.of(Grid.Step.LEFT);
            case RIGHT, KP_RIGHT -> Optional.of(Grid.Step.RIGHT);
            case UP, KP_UP -> Optional.of(Grid.Step.UP);
            case DOWN, KP_DOWN -> Optional.of(Grid.Step.DOWN);
            default -> Optional.empty();
        };
    }

    private boolean move(Grid.Step step) {
        wall.meant().ifPresent(t -> wall.move(t.door(), step));
        return true;
    }

    private boolean arrow(Grid.Step step) {
        return wall.focused().map(t -> done(() -> arrow(t, step))).orElse(false);
    }

    private void arrow(Tile tile, Grid.Step step) {
        if (tile.zoom().zoomed()) {
            tile.zoom(
                    switch (step) {
                        case LEFT -> tile.zoom().moved(-PAN, 0);
                        case RIGHT -> tile.zoom().moved(PAN, 0);
                        case UP -> tile.zoom().moved(0, -PAN);
                        case DOWN -> tile.zoom().moved(0, PAN);
                    });
        } else {
            wall.focusBeside(tile.door(), step);
        }
    }

    private boolean zoom(int steps) {
        return wall.meant()
                .map(t -> done(() -> t.zoom(t.zoom().by(steps, 0.5, 0.5))))
                .orElse(false);
    }

    private boolean menu(boolean first) {
        if (first) {
            wall.meant().ifPresent(t -> t.menu().open());
        }
        return true;
    }

    private static boolean done(Runnable deed) {
        deed.run();
        return true;
    }
}
