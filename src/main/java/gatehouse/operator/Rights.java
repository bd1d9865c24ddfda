package gatehouse.operator;

import gatehouse.site.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Which role may do what. The one table.
public final class Rights {
    private static final Set<Right> GUARD =
            of(Right.SEE_WALL, Right.ANSWER, Right.UNLOCK, Right.ACKNOWLEDGE_MISSED, Right.SEE_HISTORY, Right.ADD_NOTE);
    private static final Set<Right> SUPERVISOR = of(
            Right.SEE_WALL,
            Right.ANSWER,
            Right.UNLOCK,
            Right.UNLOCK_WITHOUT_CALL,
            Right.ACKNOWLEDGE_MISSED,
            Right.SEE_HISTORY,
            Right.SEE_PICTURES,
            Right.ADD_NOTE);
    private static final Set<Right> INSTALLER = of(Right.SEE_WALL, Right.SEE_HISTORY, Right.INSTALL, Right.SETTINGS);

    private Rights() {}

    public static Set<Right> of(Role role) {
        return switch (role) {
            case GUARD -> GUARD;
            case SUPERVISOR -> SUPERVISOR;
            case INSTALLER -> INSTALLER;
        };
    }

    private static Set<Right> of(Right first, Right... rest) {
        return Collections.unmodifiableSet(EnumSet.of(first, rest));
    }
}
