package gatehouse.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A real disk that takes few bytes at a time, runs full, or fails to sync. For one thread.
final class FailingDisk implements Disk {
    int most = Integer.MAX_VALUE;
    long room = Long.MAX_VALUE;
    int failSyncs;

    @Override
    public Sink create(Path file) throws IOException {
        Sink real = Disk.REAL.create(file);
        return new Sink() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                if (room == 0) {
                    throw new IOException("No space left on device");
                }
                int now = (int) Math.min(Math.min(most, room), bytes.remaining());
                var part = bytes.slice(bytes.position(), now);
                int taken = real.write(part);
                bytes.position(bytes.position() + taken);
                room = room == Long.MAX_VALUE ? room : room - taken;
                return taken;
            }

            @Override
            public void force() throws IOException {
                if (failSyncs > 0) {
                    failSyncs = failSyncs - 1;
                    throw new IOException("Input/output error");
                }
                real.force();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void settle(Path folder) throws IOException {
        Disk.REAL.settle(folder);
    }
}
