package gatehouse;

import gatehouse.desk.DeskState;
import gatehouse.desk.HandOver;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Memory;
import gatehouse.desk.Seat;
import gatehouse.desk.Shift;
import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.history.Search;
import gatehouse.lifecycle.Joining;
import gatehouse.operator.Directory;
import gatehouse.operator.LdapDirectory;
import gatehouse.operator.LogIn;
import gatehouse.operator.People;
import gatehouse.operator.Right;
import gatehouse.operator.Staffing;
import gatehouse.safe.Argon2id;
import gatehouse.site.Role;
import gatehouse.site.Site;
import gatehouse.trust.KnownKeys;
import gatehouse.trust.Peer;
import gatehouse.trust.Pin;
import gatehouse.trust.Register;
import gatehouse.trust.Stranger;
import gatehouse.ui.shell.Staff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires who may sit at the desk, and whose certificates are trusted, to the desk and the history. What changes people
/// or
/// trust is refused here when the person at the desk may not, whatever the screen shows.
///
/// Safe for any thread. `close()` lets go of the register of keys.
final class Staffroom implements Staff, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Staffroom.class);
    private static final Executor BESIDE =
            task -> Thread.ofVirtual().name("staffroom").start(task);
    private static final Duration UNTIL_SEARCHABLE = Duration.ofMinutes(10);
    private static final String NOT_ALLOWED = "This needs an installer at the desk.";

    private final People people;
    private final LogIn logIn;
    private final Staffing staffing;
    private final KnownKeys keys;
    private final AutoCloseable register;
    private final Consumer<Happening> desk;
    private volatile Supplier<DeskState> state;
    private volatile Consumer<DoorId> restart = door -> {};
    private volatile Optional<Thread> asking = Optional.empty();

    private Staffroom(Site site, Path data, History history, Consumer<Happening> desk) throws IOException {
        this.desk = desk;
        people = site.simulated() ? People.of(site.people()) : People.open(data, site.people());
        var directory =
                site.security().directory().<Directory>map(LdapDirectory::new).orElse(Directory.NONE);
        logIn = new LogIn(people, directory, history::keep);
        staffing = new Staffing(people, logIn);
        keys = KnownKeys.open(data, this::met);
        register = Register.hold(keys);
        state = () -> DeskState.opened(site);
    }

    static Staffroom open(Site site, Path data, History history, Consumer<Happening> desk) {
        try {
            return new Staffroom(site, data, history, desk);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    LogIn logIn() {
        return logIn;
    }

    /// The site with the people as they are now.
    Site site(Site read) {
        people.site(read.people());
        return read.withPeople(people.all());
    }

    /// The desk is there: what it must know of before it began.
    void seated(Supplier<DeskState> now, History history, Consumer<DoorId> restartOf) {
        state = now;
        restart = restartOf;
        asking = Optional.of(Thread.ofVirtual().name("shift").start(() -> ask(history)));
        int clear = now.get().site().security().secretsInClear();
        if (clear > 0) {
            desk.accept(
                    new Happening.LampSet(
                            "secrets",
                            new Lamp(
                                    "Secrets",
                                    Lamp.Health.DEGRADED,
                                    clear + (clear == 1 ? " stands" : " stand") + " in the site file in clear",
                                    "An installer should put them into the safe: gatehouse secret set NAME, then {stored: NAME}.")));
        }
    }

    /// The history can be searched a moment after it is opened, and the window does not wait for that.
    private void ask(History history) {
        try {
            if (history.flush(UNTIL_SEARCHABLE)) {
                shift(history).ifPresent(shift -> desk.accept(new Happening.ShiftKnown(shift)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the last shift ended without the next one having begun: then its note still waits.
    private static Optional<Shift> shift(History history) {
        try {
            var last = history
                    .search(Search.everything()
                            .kinds(Set.of(Kind.SHIFT_STARTED, Kind.SHIFT_ENDED))
                            .limit(1))
                    .rows()
                    .stream()
                    .findFirst();
            return last.map(Staffroom::shift);
        } catch (HistoryFault e) {
            LOG.warn("Whether a shift was handed over cannot be asked now: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Shift shift(Event last) {
        var who = last.operator().orElse("");
        if (last.kind() == Kind.SHIFT_STARTED) {
            return new Shift(Optional.of(who), Optional.empty());
        }
        var open = last.fact("open").filter(text -> !text.isEmpty()).map(text -> List.of(text.split("\n")));
        return new Shift(
                Optional.empty(),
                Optional.of(new HandOver(who, last.at(), last.fact("note").orElse(""), open.orElse(List.of()))));
    }

    private void met(Stranger stranger) {
        lamp();
        if (stranger.changed()) {
            tell(
                    Memory.What.CERTIFICATE_CHANGED,
                    stranger.peer() + " shows another key than the one that was trusted: "
                            + stranger.shown().key() + " instead of "
                            + stranger.wanted().get() + ". Nothing is sent to it",
                    Optional.empty());
        }
    }

    private void lamp() {
        var waiting = keys.strangers();
        boolean changed = waiting.stream().anyMatch(Stranger::changed);
        desk.accept(new Happening.LampSet(
                "certificates",
                waiting.isEmpty()
                        ? new Lamp("Certificates", Lamp.Health.GOOD, "trusted", "")
                        : new Lamp(
                                "Certificates",
                                changed ? Lamp.Health.BAD : Lamp.Health.DEGRADED,
                                changed ? "one has CHANGED" : waiting.size() + " not trusted yet",
                                "An installer must compare and confirm the new certificate of "
                                        + waiting.getFirst().peer() + ".")));
    }

    @Override
    public CompletableFuture<Optional<String>> first(String name, Secret pin) {
        return beside(() -> changed(
                staffing.first(name, pin),
                Memory.What.RIGHTS_CHANGED,
                name.strip() + " was made the first installer of this desk",
                Optional.of(name.strip())));
    }

    @Override
    public CompletableFuture<Optional<String>> changePin(Secret now, Secret next, Optional<Secret> duress) {
        var seat = seat();
        return seat.isEmpty()
                ? done(Optional.of("Log in first."))
                : beside(() -> changed(
                        staffing.change(seat.get().name(), now, next, duress),
                        Memory.What.PIN_CHANGED,
                        seat.get().name() + " changed the PIN",
                        Optional.empty()));
    }

    @Override
    public CompletableFuture<Optional<String>> add(String name, Role role, Secret pin) {
        return configuring(() -> changed(
                staffing.add(name, role, pin),
                Memory.What.RIGHTS_CHANGED,
                name.strip() + " may log in as " + role.name().toLowerCase(java.util.Locale.ROOT) + ", with a new PIN",
                Optional.empty()));
    }

    @Override
    public CompletableFuture<Optional<String>> remove(String name) {
        return configuring(() -> changed(
                staffing.remove(name), Memory.What.RIGHTS_CHANGED, name + " may no longer log in", Optional.empty()));
    }

    @Override
    public boolean addedHere(String name) {
        return people.addedHere(name);
    }

    @Override
    public void awaited() {
        Argon2id.warm();
    }

    @Override
    public boolean recoveryPossible() {
        return staffing.recovery().possible();
    }

    @Override
    public CompletableFuture<Optional<String>> makeRecovery(Path to) {
        return configuring(() -> {
            try {
                staffing.recovery().make(to);
                tell(
                        Memory.What.RECOVERED,
                        "A new recovery file was made; older ones are worth nothing",
                        Optional.empty());
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("The file could not be written: " + e.getMessage());
            }
        });
    }

    @Override
    public CompletableFuture<Optional<String>> recover(Path file, String name, Secret pin) {
        return beside(() -> changed(
                staffing.recover(file, name, pin),
                Memory.What.RECOVERED,
                "The recovery file was used: " + name.strip() + " is an installer with a new PIN",
                Optional.of(name.strip())));
    }

    @Override
    public List<Stranger> strangers() {
        return keys.strangers();
    }

    @Override
    public CompletableFuture<Optional<String>> trust(Peer peer, Pin key) {
        return configuring(() -> {
            try {
                var who = seat().map(Seat::name).orElse("");
                if (!keys.trust(peer, key, who)) {
                    return Optional.of("It shows another certificate by now. Look again.");
                }
                tell(
                        Memory.What.CERTIFICATE_TRUSTED,
                        who + " trusted the certificate of " + peer + ", key " + key,
                        Optional.empty());
                lamp();
                restart(peer);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("It could not be written down: " + e.getMessage());
            }
        });
    }

    /// The pictures of the doors at that host are fetched anew; everything else tries again by itself.
    private void restart(Peer peer) {
        for (var door : state.get().site().doors()) {
            door.camera()
                    .filter(camera -> peer.host().equalsIgnoreCase(camera.main().getHost()))
                    .ifPresent(camera -> restart.accept(door.id()));
        }
    }

    private Optional<Seat> seat() {
        return state.get().seat().filter(seat -> !seat.locked());
    }

    private CompletableFuture<Optional<String>> configuring(Supplier<Optional<String>> deed) {
        return seat().filter(seat -> seat.may(Right.INSTALL)).isPresent()
                ? beside(deed)
                : done(Optional.of(NOT_ALLOWED));
    }

    private Optional<String> changed(Optional<String> wrong, Memory.What what, String sentence, Optional<String> by) {
        if (wrong.isEmpty()) {
            tell(what, sentence, by);
        }
        return wrong;
    }

    private void tell(Memory.What what, String sentence, Optional<String> by) {
        desk.accept(new Happening.PeopleChanged(people.all(), what, sentence, by, Instant.now()));
    }

    private static CompletableFuture<Optional<String>> beside(Supplier<Optional<String>> deed) {
        return CompletableFuture.supplyAsync(deed, BESIDE);
    }

    private static CompletableFuture<Optional<String>> done(Optional<String> words) {
        return CompletableFuture.completedFuture(words);
    }

    @Override
    public void close() {
        asking.ifPresent(thread -> {
            thread.interrupt();
            Joining.untilEnded(thread);
        });
        try {
            register.close();
        } catch (Exception e) {
            LOG.warn("The register of keys was not let go of", e);
        }
    }
}
