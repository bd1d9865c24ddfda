package gatehouse.ui.settings;

import gatehouse.door.Secret;
import gatehouse.site.Role;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Who may log in, changed. Each deed answers what is wrong with it, or nothing when it is done. Safe for any thread.
public interface PeopleDeeds {
    CompletableFuture<Optional<String>> add(String name, Role role, Secret pin);

    CompletableFuture<Optional<String>> remove(String name);

    /// Whether somebody was added at this desk, and so can be removed here.
    boolean addedHere(String name);

    /// A new recovery file; older ones are worth nothing from then on.
    CompletableFuture<Optional<String>> makeRecovery(Path to);
}
