package gatehouse.trust;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The keys that an installer has trusted when they were first shown, by host and port. A pin in the site file comes
/// before them; without either, a certificate must be one that this computer trusts. Nothing gets in here by itself:
/// what is refused waits as a stranger until an installer has compared the fingerprint.
///
/// A tab-separated line each in `trusted-keys.txt`: host, port, pin, who trusted it. Safe for any thread.
public final class KnownKeys {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_STRANGERS = 50;
    private static final int FIELDS = 4;

    private record Known(Pin pin, String by) {}

    private final Path file;
    private final Consumer<Stranger> met;
    private final Map<Peer, Known> known = new LinkedHashMap<>(); // guarded by this
    private final Map<Peer, Stranger> strangers = new LinkedHashMap<>(); // guarded by this

    private KnownKeys(Path file, Consumer<Stranger> met) {
        this.file = requireNonNull(file);
        this.met = requireNonNull(met);
    }

    /// `met` is told of each refused certificate once, on the thread of the refused connection.
    public static KnownKeys open(Path folder, Consumer<Stranger> met) throws IOException {
        var keys = new KnownKeys(folder.resolve("trusted-keys.txt"), met);
        if (Files.exists(keys.file)) {
            if (Files.size(keys.file) > LARGEST) {
                throw new IOException(keys.file + " is larger than 1 MiB");
            }
            for (var line : Files.readAllLines(keys.file, StandardCharsets.UTF_8)) {
                keys.read(line);
            }
        }
        return keys;
    }

    private void read(String line) throws IOException {
        var parts = line.split("\t", -1);
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        try {
            if (parts.length != FIELDS) {
                throw new IllegalArgumentException("not " + FIELDS + " fields");
            }
            known.put(new Peer(parts[0], Integer.parseInt(parts[1])), new Known(new Pin(parts[2]), parts[3]));
        } catch (IllegalArgumentException e) {
            // A trusted key that was forgotten would be trusted anew by the next one who is asked: better not to start.
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    synchronized Optional<Pin> pin(Peer peer) {
        return Optional.ofNullable(known.get(peer)).map(Known::pin);
    }

    void refused(Peer peer, Presented shown, Optional<Pin> wanted) {
        var stranger = new Stranger(peer, shown, wanted);
        synchronized (this) {
            if (stranger.equals(strangers.get(peer))
                    || strangers.size() >= MOST_STRANGERS && !strangers.containsKey(peer)) {
                return;
            }
            strangers.put(peer, stranger);
        }
        met.accept(stranger);
    }

    /// Those whose certificate waits for an installer.
    public synchronized List<Stranger> strangers() {
        return new ArrayList<>(strangers.values());
    }

    /// Who trusted the key of a peer, when somebody did.
    public synchronized Optional<String> trustedBy(Peer peer) {
        return Optional.ofNullable(known.get(peer)).map(Known::by);
    }

    /// An installer has compared the fingerprint. Only what was shown can be trusted. Durable when it returns.
    public synchronized boolean trust(Peer peer, Pin key, String by) throws IOException {
        var stranger = strangers.get(peer);
        if (stranger == null || !stranger.shown().key().equals(key)) {
            return false;
        }
        var was = Optional.ofNullable(known.get(peer));
        known.put(peer, new Known(key, by.replaceAll("\\p{C}", "?")));
        try {
            write();
        } catch (IOException e) {
            was.ifPresentOrElse(k -> known.put(peer, k), () -> known.remove(peer));
            throw e;
        }
        strangers.remove(peer);
        return true;
    }

    private void write() throws IOException {
        var text = new StringBuilder("# Keys of devices, trusted by an installer: host, port, pin, who\n");
        known.forEach((peer, key) -> text.append(peer.host())
                .append('\t')
                .append(peer.port())
                .append('\t')
                .append(key.pin())
                .append('\t')
                .append(key.by())
                .append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
