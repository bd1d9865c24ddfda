package gatehouse.darkroom;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the job that ended a darkroom process.
final class Blame {
    /// What the operating system says when a process was ended from outside: 128 and the number of SIGKILL, SIGTERM.
    private static final Set<Integer> ENDED_FROM_OUTSIDE = Set.of(0, 137, 143);

    // "Current thread (0x00007f…):  JavaThread "darkroom-12-develop North gate" daemon [_thread_in_native, …"
    private static final Pattern CURRENT = Pattern.compile("^Current thread [^\\n]*?\"([^\"\\n]*)", Pattern.MULTILINE);
    private static final Pattern JOB = Pattern.compile("darkroom-(\\d{1,9})-.*");
    // "siginfo: si_signo: 11 (SIGSEGV), si_code: 0 (SI_USER), sent from pid: …"
    private static final Pattern BY_HAND = Pattern.compile("^siginfo: [^\\n]*SI_USER", Pattern.MULTILINE);

    private Blame() {}

    /// The jobs to blame. With a crash report, the job of the thread that crashed and no other; a signal sent by hand
    /// is
    /// nobody's fault. Without one, every job that was inside native code, unless the process was ended from outside.
    static Set<Integer> of(Optional<String> report, int exit, Set<Integer> inside) {
        if (report.isPresent()) {
            var text = report.get();
            if (BY_HAND.matcher(text).find()) {
                return Set.of();
            }
            var thread = CURRENT.matcher(text);
            if (thread.find()) {
                var job = JOB.matcher(thread.group(1));
                return job.matches() ? Set.of(Integer.parseInt(job.group(1))) : Set.of();
            }
        }
        return ENDED_FROM_OUTSIDE.contains(exit) ? Set.of() : Set.copyOf(inside);
    }
}
