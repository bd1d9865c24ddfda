package gatehouse.desk;

import gatehouse.door.Door;
import gatehouse.operator.Right;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the desk decides: one state and one happening make the next state and what is to be done. Pure; it reads no
/// clock and touches nothing.
final class Rules {
    private static final int RECENT = 6;

    private Rules() {}

    static Step after(DeskState state, Happening happening) {
        var step = switch (happening) {
            case Happening.Rang h -> CallRules.rang(state, h);
            case Happening.CallerRefused h -> CallRules.refused(state, h);
            case Happening.Answered h -> TalkRules.answered(state, h);
            case Happening.TookOver h -> SuccessionRules.tookOver(state, h);
            case Happening.CallOver h -> CallRules.over(state, h);
            case Happening.AnswerPressed h -> TalkRules.answerPressed(state, h);
            case Happening.DialMoved h -> DialRules.dialMoved(state, h);
            case Happening.HeldThere h -> TalkRules.heldThere(state, h);
            case Happening.TransferMoved h -> DialRules.transferMoved(state, h);
            case Happening.VoiceTold h -> TalkRules.voiceTold(state, h);
            case Happening.TonesSent h -> TalkRules.tonesSent(state, h);
            case Happening.AnnouncementOver h -> TalkRules.announcementOver(state, h);
            case Happening.ForwardDue h -> DialRules.forwardDue(state, h);
            case Happening.ClockStruck h -> QuietRules.clock(state, h);
            case Happening.AnswerNextPressed h -> TalkRules.answerNext(state, h);
            case Happening.DialPressed h -> DialRules.dialPressed(state, h);
            case Happening.CallAgainPressed h -> DialRules.callAgain(state, h);
            case Happening.CallBackPressed h -> DialRules.callBack(state, h);
            case Happening.HoldPressed h -> TalkRules.holdPressed(state, h);
            case Happening.ResumePressed h -> TalkRules.resumePressed(state, h);
            case Happening.SwapPressed h -> TalkRules.swapPressed(state, h);
            case Happening.TransferPressed h -> DialRules.transferPressed(state, h);
            case Happening.TransferToPressed h -> DialRules.transferToPressed(state, h);
            case Happening.AnnouncePressed h -> TalkRules.announcePressed(state, h);
            case Happening.HushPressed h -> TalkRules.hushPressed(state, h);
            case Happening.RemedyPressed h -> TalkRules.remedyPressed(state, h);
            case Happening.UndisturbedPressed h -> QuietRules.undisturbed(state, h);
            case Happening.MissedSeen h -> QuietRules.seen(state, h);
            case Happening.DeclinePressed h -> TalkRules.declinePressed(state, h);
            case Happening.EndPressed h -> TalkRules.endPressed(state, h);
            case Happening.MutePressed h -> TalkRules.talk(state, h.call(), t -> t.withMuted(h.on()));
            case Happening.PushToTalkPressed h -> TalkRules.talk(state, h.call(), t -> t.withPushToTalk(h.on()));
            case Happening.TalkHeld h -> TalkRules.talk(state, h.call(), t -> t.withTalking(h.held()));
            case Happening.ShowPressed h -> CallRules.show(state, h);
            case Happening.Dismissed h -> CallRules.dismissed(state, h);
            case Happening.OpenPressed h -> OpenRules.pressed(state, h, Manner.USUAL);
            case Happening.OpeningMoved h -> OpeningRules.moved(state, h);
            case Happening.VolumeSet h -> volume(state, h);
            case Happening.MissedAcknowledged h -> QuietRules.allSeen(state, h);
            case Happening.SnapshotPressed h -> snapshot(state, h);
            case Happening.RestartPressed h -> new Step(state, List.of(new Deed.Restart(h.door())));
            case Happening.PictureLive h -> live(state, h);
            case Happening.PictureLost h -> lost(state, h);
            case Happening.PictureRests h -> rests(state, h);
            case Happening.LampSet h -> lamp(state, h);
            case Happening.RingToFaceMeasured h -> ringToFace(state, h);
            case Happening.Noticed h -> noticed(state, h.recent());
            case Happening.SeatTaken h -> SeatRules.taken(state, h);
            case Happening.SeatLeft h -> SeatRules.left(state, h);
            case Happening.SeatLocked h -> SeatRules.locked(state, h);
            case Happening.HandedOver h -> SeatRules.handedOver(state, h);
            case Happening.HandOverTaken h -> SeatRules.handOverTaken(state, h);
            case Happening.ShiftKnown h -> SeatRules.shiftKnown(state, h);
            case Happening.PeopleChanged h -> SeatRules.peopleChanged(state, h);
            case Happening.LogInRefused h -> SeatRules.logInRefused(state, h);
            case Happening.SiteChanged h -> siteChanged(state, h);
            case Happening.AboutDoors h -> DoorRules.after(state, h);
        };
        return DoorRules.follow(state, withTone(state, step));
    }

    /// The ring tone follows from the calls: loud while somebody waits, soft while somebody waits and a call is
    /// talked in, silent otherwise.
    private static Step withTone(DeskState before, Step step) {
        var was = tone(before);
        var is = tone(step.state());
        if (was.equals(is)) {
            return step;
        }
        var deeds = new ArrayList<>(step.deeds());
        deeds.add(is);
        return new Step(step.state(), deeds);
    }

    private static Deed.RingTone tone(DeskState state) {
        // A call of a door that this person does not see does not ring for them.
        var first = state.seen().waiting().stream()
                .filter(c -> c.course().unrung().isEmpty())
                .findFirst();
        int priority = first.map(Call::priority).orElse(0);
        var own = first.flatMap(Call::door)
                .map(d -> state.doors().get(d))
                .flatMap(d -> d.door().intercom().ring());
        return new Deed.RingTone(
                first.isPresent(),
                first.isPresent() && state.talking().isPresent(),
                priority,
                own.orElseGet(() -> state.site().calls().ringing().of(priority)));
    }

    private static Step volume(DeskState state, Happening.VolumeSet h) {
        var next = state.change();
        next.volume = Math.clamp(h.volume(), 0.0, 1.0);
        return new Step(next.done(), List.of(new Deed.Volume(next.volume)));
    }

    private static Step snapshot(DeskState state, Happening.SnapshotPressed h) {
        var door = state.doors().get(h.door());
        if (door == null || !state.may(Right.SEE, h.door())) {
            return new Step(state, List.of());
        }
        var who = state.seat().map(Seat::name);
        var call = state.callOf(h.door()).map(Call::id);
        return new Step(
                state,
                List.of(new Deed.Remember(new Memory(
                        Memory.What.PICTURE,
                        h.at(),
                        Optional.of(h.door()),
                        who,
                        call,
                        java.util.Map.of(),
                        "Picture of " + door.door().name() + " taken by " + who.orElse("somebody"),
                        Optional.of(Memory.Photo.MANUAL)))));
    }

    private static Step live(DeskState state, Happening.PictureLive h) {
        var door = state.doors().get(h.door());
        if (door == null || door.picture() instanceof Picture.Live) {
            return new Step(state, List.of());
        }
        var next = state.change();
        next.doors.put(h.door(), door.with(new Picture.Live(h.at())));
        return new Step(
                next.done(),
                List.of(new Deed.Remember(new Memory(
                        Memory.What.STREAM_UP,
                        h.at(),
                        Optional.of(h.door()),
                        Optional.empty(),
                        Optional.empty(),
                        java.util.Map.of(),
                        door.door().name() + ": picture is live",
                        Optional.empty()))));
    }

    private static Step rests(DeskState state, Happening.PictureRests h) {
        var next = state.change();
        next.doors.computeIfPresent(h.door(), (id, door) -> door.with(new Picture.InCalls()));
        return new Step(next.done(), List.of());
    }

    private static Step lost(DeskState state, Happening.PictureLost h) {
        var door = state.doors().get(h.door());
        if (door == null) {
            return new Step(state, List.of());
        }
        var next = state.change();
        boolean fresh = !(door.picture() instanceof Picture.Troubled t)
                || t.trouble().kind() != h.trouble().kind();
        var since = door.picture() instanceof Picture.Troubled t && !fresh ? t.since() : h.at();
        next.doors.put(h.door(), door.with(new Picture.Troubled(h.trouble(), since, h.retryAt())));
        if (!fresh) {
            return new Step(next.done(), List.of());
        }
        return new Step(
                next.done(),
                List.of(new Deed.Remember(new Memory(
                        Memory.What.STREAM_DOWN,
                        h.at(),
                        Optional.of(h.door()),
                        Optional.empty(),
                        Optional.empty(),
                        java.util.Map.of(
                                "trouble", h.trouble().kind().name(),
                                "cause", h.trouble().cause()),
                        door.door().name() + ": " + h.trouble().sentence(),
                        Optional.empty()))));
    }

    private static Step lamp(DeskState state, Happening.LampSet h) {
        var next = state.change();
        next.lamps.put(h.key(), h.lamp());
        return new Step(next.done(), List.of());
    }

    private static Step ringToFace(DeskState state, Happening.RingToFaceMeasured h) {
        var next = state.change();
        next.ringToFace = Optional.of(h.median());
        return new Step(next.done(), List.of());
    }

    static Step noticed(DeskState state, Recent recent) {
        var next = state.change();
        next.recent = recentWith(state, recent);
        return new Step(next.done(), List.of());
    }

    static List<Recent> recentWith(DeskState state, Recent recent) {
        var lines = new ArrayList<Recent>();
        lines.add(recent);
        state.recent().stream().limit(RECENT - 1).forEach(lines::add);
        return lines;
    }

    private static Step siteChanged(DeskState state, Happening.SiteChanged h) {
        var next = state.change();
        next.site = h.site();
        var doors = new java.util.LinkedHashMap<gatehouse.door.DoorId, DoorState>();
        for (Door door : h.site().doors()) {
            var known = state.doors().get(door.id());
            doors.put(
                    door.id(),
                    known != null && known.door().camera().equals(door.camera())
                            ? known.with(door)
                            : fresh(door, known));
        }
        next.doors = doors;
        return new Step(
                next.done(),
                List.of(
                        new Deed.Rewire(h.site()),
                        new Deed.Remember(new Memory(
                                Memory.What.CONFIGURED,
                                h.at(),
                                Optional.empty(),
                                state.seat().map(Seat::name),
                                Optional.empty(),
                                java.util.Map.of("doors", Integer.toString(doors.size())),
                                h.why(),
                                Optional.empty()))));
    }

    /// Another camera changes nothing about how the door stands.
    private static DoorState fresh(Door door, DoorState known) {
        var fresh = DoorState.fresh(door);
        return known == null ? fresh : fresh.with(known.standing());
    }

    /// How much of the time after a call is in its clip.
    static final Duration FILMED_AFTER = Duration.ofSeconds(5);

    /// How long a call that is over may stay in the pop-up before it leaves by itself; missed ones stay.
    static final Duration LINGERS = Duration.ofSeconds(6);
}
