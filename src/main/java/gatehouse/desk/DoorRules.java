package gatehouse.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is about doors goes from here to the rules that know; and what follows by itself from every step: the alarm
/// sounds while something loud has not been looked at, what must outlive a restart is kept, the clock is set. Part of
/// [Rules]; pure as they are.
final class DoorRules {
    private DoorRules() {}

    static Step after(DeskState state, Happening.AboutDoors happening) {
        return switch (happening) {
            case Happening.DuressOpenPressed h -> OpenRules.pressed(state, h.press(), Manner.DURESS);
            case Happening.OffRecordPressed h -> OpenRules.pressedOffRecord(state, h.press());
            case Happening.GroundsGiven h -> HighSecurity.given(state, h);
            case Happening.GroundsRefused h -> HighSecurity.refused(state, h);
            case Happening.GroundsDropped h -> HighSecurity.dropped(state, h);
            case Happening.OpeningBarred h -> OpeningRules.barred(state, h);
            case Happening.OpeningProven h -> OpeningRules.proven(state, h);
            case Happening.DoorStands h -> Concerns.stands(state, h);
            case Happening.DoorMisused h -> Concerns.misused(state, h);
            case Happening.DoorRelocked h -> Concerns.relocked(state, h);
            case Happening.LookedAt h -> Concerns.lookedAt(state, h);
            case Happening.HoldOpenPressed h -> ModeRules.holdOpen(state, h);
            case Happening.NormalPressed h -> ModeRules.normal(state, h);
            case Happening.LockdownPressed h -> ModeRules.lockdown(state, h);
            case Happening.LockdownReleased h -> ModeRules.released(state, h);
            case Happening.ReleaseRefused h -> ModeRules.releaseRefused(state, h);
            case Happening.ModeTaken h -> ModeRules.taken(state, h);
            case Happening.TimeCame h -> ModeRules.timeCame(state, h.at());
            case Happening.StandingsFound h -> ModeRules.found(state, h);
        };
    }

    /// What follows from any step, whatever it was about.
    static Step follow(DeskState before, Step step) {
        var state = HighSecurity.stillAsked(step.state());
        if (state == before) {
            return step;
        }
        boolean modesChanged = modesDiffer(before, state);
        boolean concernsChanged =
                !before.guarding().concerns().equals(state.guarding().concerns());
        if (!modesChanged && !concernsChanged) {
            return state == step.state() ? step : new Step(state, step.deeds());
        }
        var deeds = new ArrayList<>(step.deeds());
        var loudest = loudest(state);
        if (!loudest.equals(loudest(before))) {
            deeds.add(new Deed.AlarmTone(loudest));
        }
        deeds.add(new Deed.KeepStandings(modes(state), state.guarding().concerns()));
        var next = ModeRules.next(state);
        if (!next.equals(ModeRules.next(before))) {
            next.ifPresent(at -> deeds.add(new Deed.Wake(at)));
        }
        return new Step(state, deeds);
    }

    private static boolean modesDiffer(DeskState before, DeskState state) {
        for (var door : state.doors().entrySet()) {
            var was = before.doors().get(door.getKey());
            var is = door.getValue();
            if (was == null ? !is.mode().normal() : was != is && !was.mode().equals(is.mode())) {
                return true;
            }
        }
        return state.doors().size() < before.doors().size();
    }

    private static Optional<Concern.Kind> loudest(DeskState state) {
        return state.guarding().concerns().stream()
                .filter(Concern::loud)
                .map(Concern::kind)
                .min(Comparator.comparingInt(DoorRules::rank));
    }

    private static int rank(Concern.Kind kind) {
        return switch (kind) {
            case FORCED -> 0;
            case OFF_RECORD -> 1;
            case HELD_TOO_LONG -> 2;
            case NOT_CONFIRMED -> 3;
            case MODE_IN_DOUBT -> 4;
        };
    }

    private static Map<gatehouse.door.DoorId, Mode> modes(DeskState state) {
        var modes = new HashMap<gatehouse.door.DoorId, Mode>();
        state.doors().forEach((id, door) -> {
            if (!door.mode().normal()) {
                modes.put(id, door.mode());
            }
        });
        return modes;
    }
}
