package gatehouse;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.site.Site;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What a house is opened with. `siteFile` is there when the site was read from one, and doors added later go there.
/// `ringSimulated` lets somebody walk up to a simulated door; on a real site it does nothing.
public record HouseSettings(
        Site site, Optional<Path> siteFile, Path data, Sounds sounds, Consumer<Optional<DoorId>> ringSimulated) {
    public HouseSettings {
        requireNonNull(site);
        requireNonNull(siteFile);
        requireNonNull(data);
        requireNonNull(sounds);
        requireNonNull(ringSimulated);
    }

    /// Where a supervisor's openings are noted when the data folder takes nothing at all: beside it, where often
    /// another
    /// disk is.
    Path elsewhere() {
        var folder = data.toAbsolutePath().normalize();
        return folder.resolveSibling(folder.getFileName() + "-emergency.txt");
    }
}
