package gatehouse.ui.installer;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.ui.kit.Badge;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What the installer's screen asks for. Answers come later, on any thread; a failed future carries, as its message, a
/// sentence for a person.
public interface InstallerSource {
    /// Searches; each device is told when it answers, and again when more is known of it. Ends when the search does.
    CompletableFuture<Void> scan(Consumer<FoundRow> found, Consumer<Progress> progress);

    /// Asks one address that multicast does not reach.
    CompletableFuture<FoundRow> ask(String address);

    /// Tries this log-in on a found device and says what is there.
    CompletableFuture<Details> test(String foundId, String user, Secret password);

    /// Makes the tested device a door of the site; answers with a sentence.
    CompletableFuture<String> addDoor(String foundId, String doorName);

    /// The simulated doors and what each does wrong; empty on a real site.
    List<DrillDoor> drill();

    CompletableFuture<Void> fault(DoorId door, String fault, boolean on);

    /// `share` from 0 to 1.
    record Progress(double share, String words) {
        public Progress {
            requireNonNull(words);
        }
    }

    /// One line of the table; what is not known yet is empty. `door` is the door of the site it already is.
    record FoundRow(
            String id,
            Optional<String> door,
            String device,
            String address,
            String onvif,
            String streams,
            String clock,
            List<Badge> notes) {
        public FoundRow {
            requireNonNull(id);
            requireNonNull(door);
            requireNonNull(device);
            requireNonNull(address);
            requireNonNull(onvif);
            requireNonNull(streams);
            requireNonNull(clock);
            notes = List.copyOf(notes);
        }
    }

    /// What one device said: what was measured, and what was expected.
    record Check(Badge.Tone tone, String what, String found, String expected) {
        public Check {
            requireNonNull(tone);
            requireNonNull(what);
            requireNonNull(found);
            requireNonNull(expected);
        }
    }

    /// `snapshot` is a JPEG, when the device gave one. `proposal` is a name for the door; `addable` when all that a
    /// door needs is known.
    record Details(
            FoundRow row,
            List<Check> checks,
            Optional<byte[]> snapshot,
            String streamWords,
            String proposal,
            boolean addable) {
        public Details {
            requireNonNull(row);
            checks = List.copyOf(checks);
            requireNonNull(snapshot);
            requireNonNull(streamWords);
            requireNonNull(proposal);
        }
    }

    /// A simulated door: the faults it can have by name, and those it has.
    record DrillDoor(DoorId id, String name, List<String> faults, Set<String> active) {
        public DrillDoor {
            requireNonNull(id);
            requireNonNull(name);
            faults = List.copyOf(faults);
            active = Set.copyOf(active);
        }
    }
}
