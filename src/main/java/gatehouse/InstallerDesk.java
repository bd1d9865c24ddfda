package gatehouse;

import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.ui.installer.InstallerSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Answers the installer's screen.
public final class InstallerDesk implements InstallerSource {
    private final Premises premises;

    public InstallerDesk(Premises premises) {
        this.premises = premises;
    }

    @Override
    public CompletableFuture<Void> scan(Consumer<FoundRow> found, Consumer<Progress> progress) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<FoundRow> ask(String address) {
        return CompletableFuture.failedFuture(new IllegalStateException("later"));
    }

    @Override
    public CompletableFuture<Details> test(String foundId, String user, Secret password) {
        return CompletableFuture.failedFuture(new IllegalStateException("later"));
    }

    @Override
    public CompletableFuture<String> addDoor(String foundId, String doorName) {
        return CompletableFuture.failedFuture(new IllegalStateException("later"));
    }

    @Override
    public List<DrillDoor> drill() {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> fault(DoorId door, String fault, boolean on) {
        return CompletableFuture.failedFuture(new IllegalStateException("later"));
    }
}
