package gatehouse.ui;

import gatehouse.audio.Finding;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DoorClicks;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Writes down what was clicked, as a sentence each.
public final class Clicked implements Clicks {
    public final BlockingQueue<String> deeds = new LinkedBlockingQueue<>();
    public volatile long pressedAt;
    private final ClickedDoors doors = new ClickedDoors(deeds::add);

    @Override
    public void logIn(String name, Secret pin) {
        deeds.add("logIn " + name + " " + pin.reveal());
    }

    @Override
    public void logOut() {
        deeds.add("logOut");
    }

    @Override
    public void lock(boolean idle) {
        deeds.add(idle ? "lock idle" : "lock");
    }

    @Override
    public void handOver(String note) {
        deeds.add("handOver " + note);
    }

    @Override
    public void takeHandOver() {
        deeds.add("takeHandOver");
    }

    @Override
    public void answer(CallId call) {
        deeds.add("answer " + call);
    }

    @Override
    public void decline(CallId call) {
        deeds.add("decline " + call);
    }

    @Override
    public void end(CallId call) {
        deeds.add("end " + call);
    }

    @Override
    public void mute(CallId call, boolean on) {
        deeds.add("mute " + call + " " + on);
    }

    @Override
    public void pushToTalk(CallId call, boolean on) {
        deeds.add("pushToTalk " + call + " " + on);
    }

    @Override
    public void talk(CallId call, boolean held) {
        deeds.add("talk " + call + " " + held);
    }

    @Override
    public void volume(double volume) {
        deeds.add("volume " + volume);
    }

    @Override
    public void show(CallId call) {
        deeds.add("show " + call);
    }

    @Override
    public void dismiss(CallId call) {
        deeds.add("dismiss " + call);
    }

    @Override
    public void open(Optional<CallId> call, DoorId door, String outputId, long at) {
        pressedAt = at;
        deeds.add("open " + call.map(CallId::value).orElse("-") + " " + door + " " + outputId);
    }

    @Override
    public void acknowledgeMissed() {
        deeds.add("acknowledgeMissed");
    }

    @Override
    public void acknowledgeMissed(CallId missed) {
        deeds.add("acknowledge " + missed);
    }

    @Override
    public void decline(CallId call, String reason) {
        deeds.add("decline " + call + " " + reason);
    }

    @Override
    public void call(DoorId door) {
        deeds.add("call " + door);
    }

    @Override
    public void callTarget(String target) {
        deeds.add("callTarget " + target);
    }

    @Override
    public void callAgain() {
        deeds.add("callAgain");
    }

    @Override
    public void callBack(CallId missed) {
        deeds.add("callBack " + missed);
    }

    @Override
    public void hold(CallId call) {
        deeds.add("hold " + call);
    }

    @Override
    public void resume(CallId call) {
        deeds.add("resume " + call);
    }

    @Override
    public void swap() {
        deeds.add("swap");
    }

    @Override
    public void transfer(CallId call, String target) {
        deeds.add("transfer " + call + " " + target);
    }

    @Override
    public void transferTo(CallId held, CallId other) {
        deeds.add("transferTo " + held + " " + other);
    }

    @Override
    public void doNotDisturb(boolean on, Optional<Duration> time) {
        deeds.add("doNotDisturb " + on + " " + time.map(Duration::toString).orElse("-"));
    }

    @Override
    public void announce(CallId call, String announcement) {
        deeds.add("announce " + call + " " + announcement);
    }

    @Override
    public void stopAnnouncement(CallId call) {
        deeds.add("stopAnnouncement " + call);
    }

    @Override
    public void remedy(CallId call, Finding.Remedy remedy) {
        deeds.add("remedy " + call + " " + remedy);
    }

    @Override
    public void snapshot(DoorId door) {
        deeds.add("snapshot " + door);
    }

    @Override
    public void restartStream(DoorId door) {
        deeds.add("restartStream " + door);
    }

    @Override
    public void addDoor(Door door) {
        deeds.add("addDoor " + door.id());
    }

    @Override
    public void ringSimulatedDoor(Optional<DoorId> door) {
        deeds.add("ring " + door.map(DoorId::value).orElse("any"));
    }

    @Override
    public DoorClicks doors() {
        return doors;
    }
}
