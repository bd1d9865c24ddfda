package gatehouse.safe;

import gatehouse.door.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Secrets in a file: each sealed by a random data key, which is itself sealed by the key of a pass phrase or, for a
/// console that starts with nobody there, by a key file. The key file is the weaker way: whoever can read the data
/// folder
/// as its owner can read the secrets; it keeps them out of backups of the site file and from over the shoulder.
///
/// Safe for any thread.
final class SealedSafe implements Safe {
    private static final String DATA_KEY = "gatehouse data key 1";

    private final SealedFile file;
    private final Optional<Secret> passPhrase;

    SealedSafe(SealedFile file, Optional<Secret> passPhrase) {
        this.file = file;
        this.passPhrase = passPhrase;
    }

    @Override
    public synchronized Optional<Secret> get(String name) throws IOException {
        if (!file.exists()) {
            return Optional.empty();
        }
        var content = file.read();
        var sealed = content.secrets().get(name);
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            var key = dataKey(content);
            var text = Sealing.open(key, name, sealed);
            var secret = Secret.of(new String(text, StandardCharsets.UTF_8));
            wipe(key, text);
            return Optional.of(secret);
        } catch (Sealing.Broken e) {
            throw new IOException("The secret \"" + name + "\" in " + file.path() + " was changed by somebody", e);
        }
    }

    @Override
    public synchronized void put(String name, Secret secret) throws IOException {
        var content = file.exists() ? file.read() : fresh();
        var secrets = new TreeMap<>(content.secrets());
        var key = dataKey(content);
        var text = secret.reveal().getBytes(StandardCharsets.UTF_8);
        secrets.put(name, Sealing.seal(key, name, text));
        wipe(key, text);
        file.write(new SealedFile.Content(content.salt(), content.wrapped(), secrets));
    }

    @Override
    public synchronized boolean remove(String name) throws IOException {
        if (!file.exists()) {
            return false;
        }
        var content = file.read();
        var secrets = new TreeMap<>(content.secrets());
        if (secrets.remove(name) == null) {
            return false;
        }
        file.write(new SealedFile.Content(content.salt(), content.wrapped(), secrets));
        return true;
    }

    @Override
    public synchronized SortedSet<String> names() throws IOException {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(file.exists() ? file.read().secrets().keySet() : java.util.Set.of()));
    }

    @Override
    public String where() {
        return file.path()
                + (passPhrase.isPresent()
                        ? ", sealed by a pass phrase"
                        : ", sealed by the key file " + file.keyPath()
                                + " (weaker: whoever can read this folder can open it)");
    }

    /// A new data key; it is in the file only when the first secret is written with it.
    private SealedFile.Content fresh() throws IOException {
        var data = Sealing.random(Sealing.KEY);
        if (passPhrase.isPresent()) {
            var salt = Sealing.random(Sealing.SALT);
            var made = Sealing.keyOf(passPhrase.get(), salt);
            var wrapped = Sealing.seal(made, DATA_KEY, data);
            wipe(made, data);
            return new SealedFile.Content(Optional.of(salt), wrapped, new TreeMap<>());
        }
        var key = Sealing.random(Sealing.KEY);
        file.key(key);
        var wrapped = Sealing.seal(key, DATA_KEY, data);
        wipe(key, data);
        return new SealedFile.Content(Optional.empty(), wrapped, new TreeMap<>());
    }

    private byte[] dataKey(SealedFile.Content content) throws IOException {
        byte[] key;
        if (content.salt().isEmpty()) {
            key = file.key();
        } else if (passPhrase.isPresent()) {
            key = Sealing.keyOf(passPhrase.get(), content.salt().get());
        } else {
            throw new IOException(file.path() + " is sealed by a pass phrase, and none was given");
        }
        try {
            return Sealing.open(key, DATA_KEY, content.wrapped());
        } catch (Sealing.Broken e) {
            throw new IOException(
                    content.salt().isPresent()
                            ? "The pass phrase does not open " + file.path()
                            : "The key file does not open " + file.path(),
                    e);
        } finally {
            wipe(key);
        }
    }

    private static void wipe(byte[]... used) {
        for (var bytes : used) {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
