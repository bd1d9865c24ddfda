package gatehouse.ui.wall;

import java.util.Arrays;
import java.util.Optional;

/// How many doors stand on a page of the wall.
///
/// Six is three by two: each picture keeps its 16:9 and its place, and one large picture with small ones beside it is
/// what the spot is.
enum WallLayout {
    AUTO(0),
    ONE(1),
    FOUR(4),
    SIX(6),
    NINE(9),
    TWELVE(12),
    SIXTEEN(16);

    /// A wall that fits itself goes no further: smaller tiles show that somebody is there, but not who.
    static final int MOST = 16;

    private final int count;

    WallLayout(int count) {
        this.count = count;
    }

    /// The places of a page when there are so many doors. The chosen layouts keep empty places, so that no tile changes
    /// its size from page to page.
    int places(int doors) {
        return this == AUTO ? Math.clamp(doors, 1, MOST) : count;
    }

    int count() {
        return count;
    }

    /// What [#name] or its number once was.
    static Optional<WallLayout> of(String kept) {
        return Arrays.stream(values())
                .filter(l -> l.name().equals(kept) || Integer.toString(l.count).equals(kept))
                .findFirst();
    }
}
