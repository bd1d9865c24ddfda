package gatehouse.safe;

import gatehouse.door.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/// Keeps secrets by name. Safe for any thread; it blocks for as long as the disk or the system's key store takes.
public interface Safe {
    Optional<Secret> get(String name) throws IOException;

    /// Durable when it returns.
    void put(String name, Secret secret) throws IOException;

    /// Whether there was one of that name.
    boolean remove(String name) throws IOException;

    SortedSet<String> names() throws IOException;

    /// In words, for a person: where it lies and what guards it.
    String where();

    /// The safe of a data folder. A sealed file that is there already is it; else the system's key store, where there
    /// is
    /// one; else a sealed file, made with the first secret. `passPhrase` opens a sealed file that was locked with one.
    static Safe of(Path folder, Optional<Secret> passPhrase) {
        var file = SealedFile.in(folder);
        if (file.exists()) {
            return new SealedSafe(file, passPhrase);
        }
        return KeyStoreSafe.open(folder).<Safe>map(safe -> safe).orElseGet(() -> new SealedSafe(file, passPhrase));
    }
}
