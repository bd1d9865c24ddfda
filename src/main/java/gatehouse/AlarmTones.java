package gatehouse;

import gatehouse.audio.AlarmSound;
import gatehouse.audio.LatchSound;
import gatehouse.audio.Sound;
import gatehouse.desk.Concern;
import gatehouse.lifecycle.Joining;
import java.util.Optional;

/// Sounds the alarm until somebody looked, and tells with one soft sound that a door is locked again. Safe for any
/// thread.
final class AlarmTones implements AutoCloseable {
    private final Sound sound;
    private final AlarmSound alarm;
    private Optional<Thread> latch = Optional.empty(); // guarded by this

    AlarmTones(Sound sound) {
        this.sound = sound;
        this.alarm = new AlarmSound(sound);
    }

    void sound(Optional<Concern.Kind> loudest) {
        if (loudest.isEmpty()) {
            alarm.stop();
            return;
        }
        switch (loudest.get()) {
            case FORCED, OFF_RECORD -> alarm.start(AlarmSound.Kind.FORCED_DOOR);
            case HELD_TOO_LONG, NOT_CONFIRMED, MODE_IN_DOUBT -> alarm.start(AlarmSound.Kind.HELD_TOO_LONG);
        }
    }

    /// One after the other would come too late to mean anything: what plays already is enough.
    synchronized void lockedAgain() {
        if (latch.filter(Thread::isAlive).isEmpty()) {
            latch = Optional.of(
                    Thread.ofPlatform().daemon(true).name("latch-sound").start(() -> LatchSound.play(sound)));
        }
    }

    @Override
    public void close() {
        alarm.close();
        Optional<Thread> playing;
        synchronized (this) {
            playing = latch;
        }
        playing.ifPresent(thread -> {
            thread.interrupt();
            Joining.untilEnded(thread);
        });
    }
}
