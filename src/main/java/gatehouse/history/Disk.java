package gatehouse.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What the journal asks of the disk. A test puts a failing one in its place.
interface Disk {
    /// A new file open for appending; fails when it exists.
    Sink create(Path file) throws IOException;

    /// Makes the names in a folder durable.
    void settle(Path folder) throws IOException;

    /// One file being appended to.
    interface Sink extends Closeable {
        /// May take fewer bytes than there are, as a file channel may.
        int write(ByteBuffer bytes) throws IOException;

        /// Returns when all written bytes are on the disk.
        void force() throws IOException;
    }

    Disk REAL = new Disk() {
        @Override
        public Sink create(Path file) throws IOException {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new Sink() {
                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    return channel.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    channel.force(false);
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        @Override
        public void settle(Path folder) throws IOException {
            if (System.getProperty("os.name", "").startsWith("Windows")) {
                return; // A folder cannot be opened there; NTFS journals names itself.
            }
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };
}
