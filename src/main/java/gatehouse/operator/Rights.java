package gatehouse.operator;

import gatehouse.door.DoorId;
import gatehouse.site.OwnRole;
import gatehouse.site.Person;
import gatehouse.site.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one person may do, and at which doors. The tables of the three roles are here; a site's own roles are read from
/// its words.
public record Rights(List<Grant> grants) {
    public static final Rights NONE = new Rights(List.of());

    private static final Set<Right> GUARD = of(
            Right.SEE_WALL,
            Right.SEE,
            Right.ANSWER,
            Right.UNLOCK,
            Right.LOCKDOWN,
            Right.CONSENT,
            Right.DIVERT,
            Right.ACKNOWLEDGE_MISSED,
            Right.SEE_HISTORY,
            Right.SEE_PICTURES,
            Right.ADD_NOTE);
    private static final Set<Right> SUPERVISOR = of(
            Right.SEE_WALL,
            Right.SEE,
            Right.ANSWER,
            Right.UNLOCK,
            Right.UNLOCK_WITHOUT_CALL,
            Right.HOLD_OPEN,
            Right.LOCKDOWN,
            Right.RELEASE_LOCKDOWN,
            Right.CONSENT,
            Right.OVERRIDE,
            Right.DIVERT,
            Right.ACKNOWLEDGE_MISSED,
            Right.SEE_HISTORY,
            Right.SEE_PICTURES,
            Right.EXPORT,
            Right.ADD_NOTE);
    private static final Set<Right> INSTALLER =
            of(Right.SEE_WALL, Right.SEE, Right.SEE_HISTORY, Right.TEST, Right.INSTALL, Right.SETTINGS);

    /// What is still there while the desk is locked: a call can be seen and answered.
    private static final Set<Right> LOCKED = of(Right.SEE, Right.ANSWER);

    public Rights {
        grants = List.copyOf(grants);
    }

    public static Rights of(Role role) {
        return new Rights(List.of(Grant.everywhere(
                switch (role) {
                    case GUARD -> GUARD;
                    case SUPERVISOR -> SUPERVISOR;
                    case INSTALLER -> INSTALLER;
                })));
    }

    public static Rights of(Person person) {
        return person.own().map(Rights::of).orElseGet(() -> of(person.role()));
    }

    public static Rights of(OwnRole role) {
        var grants = new ArrayList<Grant>();
        // The wall itself is for everybody; what hangs on it is a matter of the doors.
        grants.add(Grant.everywhere(of(Right.SEE_WALL)));
        for (var part : role.parts()) {
            var rights = EnumSet.noneOf(Right.class);
            part.may().forEach(word -> rights.addAll(meaning(word)));
            // Whoever may do something at a door sees it.
            if (!rights.isEmpty()) {
                rights.add(Right.SEE);
            }
            grants.add(new Grant(part.doors(), rights, part.back()));
        }
        return new Rights(grants);
    }

    /// Whether there is any door at which this may be done; for a right that is not about doors, whether it is held.
    public boolean may(Right right) {
        return grants.stream().anyMatch(grant -> grant.has(right));
    }

    public boolean may(Right right, DoorId door) {
        return grants.stream().anyMatch(grant -> grant.has(right) && grant.covers(door));
    }

    /// Whether this may be done at every door, also at one that is not known yet.
    public boolean everywhere(Right right) {
        return grants.stream()
                .anyMatch(grant -> grant.has(right) && grant.doors().isEmpty());
    }

    /// How far into the past a door's history is seen: zero when it is not seen at all, empty when there is no limit.
    public Optional<Duration> back(DoorId door) {
        return furthest(grants.stream()
                .filter(grant -> grant.has(Right.SEE_HISTORY) && grant.covers(door))
                .toList());
    }

    /// How far into the past what belongs to no door is seen.
    public Optional<Duration> back() {
        return furthest(grants.stream()
                .filter(grant -> grant.has(Right.SEE_HISTORY) && grant.doors().isEmpty())
                .toList());
    }

    public Rights whileLocked() {
        return new Rights(grants.stream()
                .map(grant -> {
                    var left = EnumSet.copyOf(LOCKED);
                    left.retainAll(grant.rights());
                    return new Grant(grant.doors(), left, Optional.empty());
                })
                .toList());
    }

    private static Optional<Duration> furthest(List<Grant> grants) {
        if (grants.stream().anyMatch(grant -> grant.back().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(grants.stream()
                .map(grant -> grant.back().get())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO));
    }

    private static Set<Right> meaning(OwnRole.May word) {
        return switch (word) {
            case SEE -> of(Right.SEE);
            case ANSWER -> of(Right.ANSWER, Right.ACKNOWLEDGE_MISSED, Right.ADD_NOTE);
            case OPEN -> of(Right.UNLOCK);
            case OPEN_WITHOUT_CALL -> of(Right.UNLOCK_WITHOUT_CALL);
            case HOLD_OPEN -> of(Right.HOLD_OPEN);
            case LOCKDOWN -> of(Right.LOCKDOWN);
            case RELEASE -> of(Right.RELEASE_LOCKDOWN);
            case CONSENT -> of(Right.CONSENT);
            case OVERRIDE -> of(Right.OVERRIDE);
            case DIVERT -> of(Right.DIVERT);
            case HISTORY -> of(Right.SEE_HISTORY);
            case PICTURES -> of(Right.SEE_PICTURES);
            case EXPORT -> of(Right.EXPORT);
            case TEST -> of(Right.TEST);
            case CONFIGURE -> of(Right.INSTALL, Right.SETTINGS);
        };
    }

    private static Set<Right> of(Right first, Right... rest) {
        return Collections.unmodifiableSet(EnumSet.of(first, rest));
    }
}
