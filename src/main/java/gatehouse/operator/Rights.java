package gatehouse.operator;

import gatehouse.site.Role;
import java.util.EnumSet;
import java.util.Set;

/// Which rights follow from a role.
public final class Rights {
    private Rights() {}

    public static Set<Right> of(Role role) {
        return switch (role) {
            case GUARD ->
                EnumSet.of(Right.SEE_WALL, Right.ANSWER, Right.UNLOCK, Right.SEE_HISTORY, Right.ACKNOWLEDGE_MISSED);
            case SUPERVISOR ->
                EnumSet.of(
                        Right.SEE_WALL,
                        Right.ANSWER,
                        Right.UNLOCK,
                        Right.UNLOCK_WITHOUT_CALL,
                        Right.SEE_HISTORY,
                        Right.SEE_PICTURES,
                        Right.ADD_NOTE,
                        Right.ACKNOWLEDGE_MISSED);
            case INSTALLER ->
                EnumSet.of(
                        Right.SEE_WALL,
                        Right.SEE_HISTORY,
                        Right.INSTALL,
                        Right.SETTINGS,
                        Right.ANSWER,
                        Right.UNLOCK,
                        Right.UNLOCK_WITHOUT_CALL);
        };
    }
}
