package gatehouse.darkroom;

import gatehouse.darkroom.bath.Child;
import gatehouse.darkroom.bath.Develop;
import gatehouse.darkroom.wire.JobKind;
import gatehouse.darkroom.wire.Units;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.BytePointer;

/// A darkroom process whose native code crashes or hangs on a marked picture.
public final class CrashingChild {
    /// Put into a picture: what follows ends the process, or never comes back.
    public static final byte[] CRASH = "\6GATEHOUSE CRASH".getBytes(StandardCharsets.US_ASCII);

    public static final byte[] HANG = "\6GATEHOUSE HANGS".getBytes(StandardCharsets.US_ASCII);

    /// An address nobody has.
    private static final class Nowhere extends BytePointer {
        Nowhere() {
            address = 8;
        }
    }

    private CrashingChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Child.run(Path.of(args[0]), Map.of(JobKind.DEVELOP, new Develop(CrashingChild::look)));
    }

    private static void look(Units.Received unit) {
        if (has(unit, CRASH)) {
            try (var nowhere = new Nowhere()) {
                nowhere.get();
            }
        }
        while (has(unit, HANG)) {
            LockSupport.park();
        }
    }

    private static boolean has(Units.Received unit, byte[] mark) {
        var data = unit.data();
        for (int at = 0; at + mark.length <= data.remaining(); at++) {
            if (data.slice(data.position() + at, mark.length).mismatch(java.nio.ByteBuffer.wrap(mark)) < 0) {
                return true;
            }
        }
        return false;
    }
}
