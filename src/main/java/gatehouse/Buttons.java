package gatehouse;

import gatehouse.audio.Finding;
import gatehouse.desk.CallId;
import gatehouse.desk.Callee;
import gatehouse.desk.Clicks;
import gatehouse.desk.DoorClicks;
import gatehouse.desk.Happening;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Every click becomes a happening. What takes time (a log-in, a change of the site file) is done beside.
final class Buttons implements Clicks {
    /// What a click sets going that is not the desk's to do.
    interface Aside {
        void logIn(String name, Secret pin);

        void addDoor(Door door);

        void ringSimulatedDoor(Optional<DoorId> door);
    }

    private final Consumer<Happening> desk;
    private final Aside aside;
    private final DoorClicks doors;

    Buttons(Consumer<Happening> desk, Aside aside, DoorClicks doors) {
        this.desk = desk;
        this.aside = aside;
        this.doors = doors;
    }

    @Override
    public void logIn(String name, Secret pin) {
        aside.logIn(name, pin);
    }

    @Override
    public void logOut() {
        desk.accept(new Happening.SeatLeft(Instant.now()));
    }

    @Override
    public void lock(boolean idle) {
        desk.accept(new Happening.SeatLocked(idle, Instant.now()));
    }

    @Override
    public void handOver(String note) {
        desk.accept(new Happening.HandedOver(note, Instant.now()));
    }

    @Override
    public void takeHandOver() {
        desk.accept(new Happening.HandOverTaken(Instant.now()));
    }

    @Override
    public void answer(CallId call) {
        desk.accept(new Happening.AnswerPressed(call, Instant.now(), System.nanoTime()));
    }

    @Override
    public void decline(CallId call) {
        desk.accept(new Happening.DeclinePressed(call, Instant.now()));
    }

    @Override
    public void end(CallId call) {
        desk.accept(new Happening.EndPressed(call, Instant.now()));
    }

    @Override
    public void answerNext() {
        desk.accept(new Happening.AnswerNextPressed(Instant.now(), System.nanoTime()));
    }

    @Override
    public void decline(CallId call, String reason) {
        desk.accept(new Happening.DeclinePressed(call, Optional.of(reason), Instant.now()));
    }

    @Override
    public void call(DoorId door) {
        desk.accept(new Happening.DialPressed(fresh(), new Callee.OfDoor(door), Instant.now(), System.nanoTime()));
    }

    @Override
    public void callTarget(String target) {
        desk.accept(new Happening.DialPressed(fresh(), new Callee.OfTarget(target), Instant.now(), System.nanoTime()));
    }

    @Override
    public void callAgain() {
        desk.accept(new Happening.CallAgainPressed(fresh(), Instant.now(), System.nanoTime()));
    }

    @Override
    public void callBack(CallId missed) {
        desk.accept(new Happening.CallBackPressed(fresh(), missed, Instant.now(), System.nanoTime()));
    }

    @Override
    public void hold(CallId call) {
        desk.accept(new Happening.HoldPressed(call, Instant.now()));
    }

    @Override
    public void resume(CallId call) {
        desk.accept(new Happening.ResumePressed(call, Instant.now(), System.nanoTime()));
    }

    @Override
    public void swap() {
        desk.accept(new Happening.SwapPressed(Instant.now(), System.nanoTime()));
    }

    @Override
    public void transfer(CallId call, String target) {
        desk.accept(new Happening.TransferPressed(call, target, Instant.now()));
    }

    @Override
    public void transferTo(CallId held, CallId other) {
        desk.accept(new Happening.TransferToPressed(held, other, Instant.now()));
    }

    @Override
    public void doNotDisturb(boolean on, Optional<Duration> time) {
        desk.accept(new Happening.UndisturbedPressed(on, time, Instant.now(), System.nanoTime()));
    }

    @Override
    public void announce(CallId call, String announcement) {
        desk.accept(new Happening.AnnouncePressed(call, announcement, Instant.now()));
    }

    @Override
    public void stopAnnouncement(CallId call) {
        desk.accept(new Happening.HushPressed(call));
    }

    @Override
    public void remedy(CallId call, Finding.Remedy remedy) {
        desk.accept(new Happening.RemedyPressed(call, remedy, fresh(), Instant.now(), System.nanoTime()));
    }

    private static CallId fresh() {
        return new CallId(UUID.randomUUID().toString());
    }

    @Override
    public void mute(CallId call, boolean on) {
        desk.accept(new Happening.MutePressed(call, on));
    }

    @Override
    public void pushToTalk(CallId call, boolean on) {
        desk.accept(new Happening.PushToTalkPressed(call, on));
    }

    @Override
    public void talk(CallId call, boolean held) {
        desk.accept(new Happening.TalkHeld(call, held));
    }

    @Override
    public void volume(double volume) {
        desk.accept(new Happening.VolumeSet(volume));
    }

    @Override
    public void show(CallId call) {
        desk.accept(new Happening.ShowPressed(call, System.nanoTime()));
    }

    @Override
    public void dismiss(CallId call) {
        desk.accept(new Happening.Dismissed(call, System.nanoTime()));
    }

    @Override
    public void open(Optional<CallId> call, DoorId door, String outputId, long pressedAt) {
        desk.accept(new Happening.OpenPressed(
                UUID.randomUUID(), call, door, outputId, pressedAt, System.nanoTime(), Instant.now()));
    }

    @Override
    public void acknowledgeMissed() {
        desk.accept(new Happening.MissedAcknowledged(Instant.now()));
    }

    @Override
    public void acknowledgeMissed(CallId missed) {
        desk.accept(new Happening.MissedSeen(missed, Instant.now()));
    }

    @Override
    public void snapshot(DoorId door) {
        desk.accept(new Happening.SnapshotPressed(door, Instant.now()));
    }

    @Override
    public void restartStream(DoorId door) {
        desk.accept(new Happening.RestartPressed(door));
    }

    @Override
    public void addDoor(Door door) {
        aside.addDoor(door);
    }

    @Override
    public void ringSimulatedDoor(Optional<DoorId> door) {
        aside.ringSimulatedDoor(door);
    }

    @Override
    public DoorClicks doors() {
        return doors;
    }
}
