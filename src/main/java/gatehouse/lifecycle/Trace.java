package gatehouse.lifecycle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the program did when, as a Chrome trace (JSON array format, for Perfetto and `chrome://tracing`): with
/// `-Dgatehouse.trace=FILE` the start and each ring are written there. The file is a whole JSON document after each
/// event, so that it can be read while the program runs and after it was killed.
///
/// Times count from the start of the process. Without the property nothing is opened, measured or written. Safe for
/// any thread.
public final class Trace {
    private static final Optional<Trace> TRACE =
            Optional.ofNullable(System.getProperty("gatehouse.trace")).flatMap(Trace::open);
    private static final boolean ON = TRACE.isPresent();

    private final RandomAccessFile file; // all guarded by this
    private final Set<Long> named = ConcurrentHashMap.newKeySet();
    private final long zeroNanos;
    private boolean first = true;
    private boolean broken;

    private Trace(RandomAccessFile file) {
        this.file = file;
        zeroNanos = System.nanoTime() - ProcessAge.now().toNanos();
    }

    /// Nobody is kept from working because his trace cannot be written.
    private static Optional<Trace> open(String name) {
        try {
            var file = new RandomAccessFile(name, "rw");
            file.setLength(0);
            file.write("[\n]\n".getBytes(StandardCharsets.UTF_8));
            var trace = new Trace(file);
            trace.write(trace.complete("Java starts", trace.zeroNanos, System.nanoTime()));
            return Optional.of(trace);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// When something begins that takes time: to be handed to [#end].
    public static long begin() {
        return ON ? System.nanoTime() : 0;
    }

    /// On the same thread, when it is over.
    public static void end(String name, long began) {
        TRACE.ifPresent(t -> t.write(t.complete(name, began, System.nanoTime())));
    }

    /// A step of something that goes through many threads, such as a ring; `of` says of which.
    public static void step(String name, String of) {
        if (ON) {
            step(name, of, System.nanoTime());
        }
    }

    /// The same, at a time of [System#nanoTime()] that is past.
    public static void step(String name, String of, long nanos) {
        TRACE.ifPresent(t -> t.write(t.instant(name, of, nanos)));
    }

    private String complete(String name, long began, long ended) {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"ph\":\"X\",\"ts\":%d,\"dur\":%d,%s}",
                quoted(name),
                micros(began),
                Math.max(0, (ended - began) / 1000),
                where());
    }

    private String instant(String name, String of, long nanos) {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"ph\":\"i\",\"s\":\"p\",\"ts\":%d,%s,\"args\":{\"of\":\"%s\"}}",
                quoted(name),
                micros(nanos),
                where(),
                quoted(of));
    }

    private long micros(long nanos) {
        return (nanos - zeroNanos) / 1000;
    }

    private String where() {
        var thread = Thread.currentThread();
        if (named.add(thread.threadId())) {
            write(String.format(
                    Locale.ROOT,
                    "{\"name\":\"thread_name\",\"ph\":\"M\",%s,\"args\":{\"name\":\"%s\"}}",
                    where(),
                    quoted(thread.getName())));
        }
        return String.format(
                Locale.ROOT, "\"pid\":%d,\"tid\":%d", ProcessHandle.current().pid(), thread.threadId());
    }

    private synchronized void write(String event) {
        if (broken) {
            return;
        }
        try {
            file.seek(file.length() - "\n]\n".length());
            file.write(((first ? "\n" : ",\n") + event + "\n]\n").getBytes(StandardCharsets.UTF_8));
            first = false;
        } catch (IOException e) {
            broken = true;
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }
}
