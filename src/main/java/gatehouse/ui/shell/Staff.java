package gatehouse.ui.shell;

import gatehouse.door.Secret;
import gatehouse.trust.Peer;
import gatehouse.trust.Pin;
import gatehouse.trust.Stranger;
import gatehouse.ui.settings.PeopleDeeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the screens ask for about people and certificates. Each deed answers what is wrong with it, or nothing when it
/// is
/// done; it takes as long as a hash takes. Safe for any thread.
public interface Staff extends PeopleDeeds {
    /// The first administrator, while there is nobody yet.
    CompletableFuture<Optional<String>> first(String name, Secret pin);

    /// The PIN of whoever sits here.
    CompletableFuture<Optional<String>> changePin(Secret now, Secret next, Optional<Secret> duress);

    /// Somebody begins to type a PIN: what judging it needs is made ready meanwhile.
    void awaited();

    boolean recoveryPossible();

    CompletableFuture<Optional<String>> recover(Path file, String name, Secret pin);

    /// The certificates that were refused.
    List<Stranger> strangers();

    CompletableFuture<Optional<String>> trust(Peer peer, Pin key);
}
