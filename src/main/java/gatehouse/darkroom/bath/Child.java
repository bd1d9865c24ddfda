package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.JobKind;
import gatehouse.darkroom.wire.Pulse;
import gatehouse.lifecycle.MachineLocale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The darkroom process: loads FFmpeg, says `ready` on its output, serves jobs in the folder it was given, and ends
/// when its input ends, which is when the console closes it or is gone.
public final class Child {
    /// The file of the socket, and of the shared page, in the folder.
    public static final String SOCKET = "door";

    public static final String PULSE = "pulse";
    public static final String READY = "ready";

    private static final long BEAT_MILLIS = 200;

    private Child() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        MachineLocale.hold();
        run(Path.of(args[0]), Jobs.all());
    }

    /// Returns never: the process ends first.
    @SuppressWarnings("SystemOut") // the one word the console waits for
    public static void run(Path folder, Map<JobKind, Job> jobs) throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        Thread.ofPlatform().daemon(true).name("darkroom-lifeline").start(() -> awaitEnd(end));
        var pulse = Pulse.open(folder.resolve(PULSE));
        WarmUp.run();
        Server.open(folder.resolve(SOCKET), pulse, jobs, Child::complain);
        System.out.println(READY);
        System.out.flush();
        while (!end.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
            pulse.beat();
        }
        Runtime.getRuntime().halt(0);
    }

    /// What goes to the error output goes into the console's log.
    @SuppressWarnings("SystemOut")
    private static void complain(String where, Throwable why) {
        System.err.println(where + ": " + why);
        for (var frame : why.getStackTrace()) {
            System.err.println("  at " + frame);
        }
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said on this line; it only ends
            }
        } catch (IOException e) {
            complain("lifeline", e);
        }
        end.countDown();
    }
}
