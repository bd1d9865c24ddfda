package gatehouse.ui.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.geometry.Rectangle2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
    /// Layout, doors, and the columns and rows on a lying and on a standing monitor.
    @ParameterizedTest
    @CsvSource({
        "AUTO, 1, 1, 1, 1, 1",
        "AUTO, 2, 2, 1, 1, 2",
        "AUTO, 3, 2, 2, 2, 2",
        "AUTO, 5, 3, 2, 2, 3",
        "AUTO, 9, 3, 3, 3, 3",
        "AUTO, 40, 4, 4, 4, 4",
        "ONE, 9, 1, 1, 1, 1",
        "FOUR, 9, 2, 2, 2, 2",
        "SIX, 9, 3, 2, 2, 3",
        "NINE, 2, 3, 3, 3, 3",
        "TWELVE, 9, 4, 3, 3, 4",
        "SIXTEEN, 9, 4, 4, 4, 4",
    })
    void gridIsTheSquarestThatHolds(
            WallLayout layout, int doors, int columns, int rows, int tallColumns, int tallRows) {
        var lying = Grid.of(layout.places(doors), 1800, 1000);
        assertEquals(columns + "x" + rows, lying.columns() + "x" + lying.rows());
        var standing = Grid.of(layout.places(doors), 1000, 1800);
        assertEquals(tallColumns + "x" + tallRows, standing.columns() + "x" + standing.rows());
    }

    @ParameterizedTest
    @CsvSource({"1, 1776, 1050", "4, 1776, 1050", "6, 1776, 1050", "9, 1136, 650", "12, 1136, 650", "16, 700, 300"})
    void tilesStayInTheWallDoNotTouchAndKeepThePicturesShape(int places, double width, double height) {
        var grid = Grid.of(places, width, height);
        var wall = new Rectangle2D(0, 0, width, height);
        for (int i = 0; i < places; i++) {
            var tile = grid.at(i);
            assertTrue(wall.contains(tile), tile + " in " + wall);
            double shape = tile.getWidth() / tile.getHeight();
            assertTrue(shape > 1.6 && shape < 1.98, "shape " + shape);
            for (int k = 0; k < i; k++) {
                assertTrue(!grid.at(k).intersects(tile), k + " touches " + i);
            }
        }
    }

    /// Where a step leads in a grid of three columns with eight tiles.
    @ParameterizedTest
    @CsvSource({
        "0, LEFT, 0",
        "0, RIGHT, 1",
        "2, RIGHT, 2",
        "3, LEFT, 3",
        "1, DOWN, 4",
        "4, UP, 1",
        "5, DOWN, 5",
        "7, RIGHT, 7",
        "0, UP, 0",
    })
    void stepLeadsToTheTileBesideAndNeverRoundACorner(int from, Grid.Step step, int to) {
        assertEquals(to, new Grid(3, 3, 900, 500).beside(from, step, 8));
    }
}
