package gatehouse;

import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.door.DoorId;
import gatehouse.history.ClipOrigin;
import gatehouse.history.ClipRef;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.video.Filming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clips that are being written, at most one of each door, and their way into the history. Nothing here waits on
/// the desk's thread, and nothing that fails here disturbs a call.
///
/// Safe for any thread. `close` ends all clips and returns when they are on record.
final class Filmings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Filmings.class);

    /// Clips leave so much of the disk to the journal: without room for that no door opens.
    private static final long LEAST_FREE = 1L << 30;

    /// Begins to film a door; empty when there is no such door.
    interface Doors {
        Optional<Filming> film(DoorId door, Filming.Shelf shelf);
    }

    private final History history;
    private final Path data;
    private final Doors doors;
    private final Consumer<Happening> desk;
    private final Map<DoorId, Film> films = new HashMap<>(); // these three: guarded by this
    private boolean troubled;
    private boolean closed;

    Filmings(History history, Path data, Doors doors, Consumer<Happening> desk) {
        this.history = history;
        this.data = data;
        this.doors = doors;
        this.desk = desk;
    }

    synchronized void film(Deed.Film deed) {
        if (closed) {
            return;
        }
        var running = films.get(deed.door());
        if (running != null && running.goesOnFor(deed.of())) {
            return;
        }
        var film = new Film(deed);
        films.put(deed.door(), film);
        film.filming = doors.film(deed.door(), film);
        if (film.filming.isEmpty()) {
            films.remove(deed.door());
        }
    }

    synchronized void ends(Deed.FilmEnds deed) {
        var running = films.get(deed.door());
        if (running != null) {
            running.filming.ifPresent(f -> f.end(deed.after()));
        }
    }

    @Override
    public void close() {
        List<Film> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(films.values());
        }
        all.forEach(film -> film.filming.ifPresent(Filming::close));
    }

    private synchronized void over(Film film) {
        films.remove(film.door, film);
    }

    /// Said once when it begins to fail, and once when it works again.
    private void lamp(Optional<String> trouble) {
        synchronized (this) {
            if (trouble.isEmpty() && !troubled) {
                return;
            }
            troubled = trouble.isPresent();
        }
        desk.accept(new Happening.LampSet(
                "clips",
                trouble.map(words -> new Lamp(
                                "Clips",
                                Lamp.Health.BAD,
                                words,
                                "Calls and doors work. Look whether the disk of the data folder is full or broken;"
                                        + " the next ring tries again."))
                        .orElse(new Lamp("Clips", Lamp.Health.GOOD, "recorded again", ""))));
    }

    /// One clip and what it is a clip of.
    private final class Film implements Filming.Shelf {
        private final DoorId door;
        private final String name;
        private final Instant asked = Instant.now();
        private final List<Deed.Occasion> occasions = new ArrayList<>(); // guarded by itself
        private Optional<Filming> filming = Optional.empty(); // guarded by Filmings.this
        private int parts; // these two: confined to the filming's thread
        private boolean failed;

        Film(Deed.Film deed) {
            this.door = deed.door();
            this.name = deed.doorName();
            this.occasions.add(deed.of());
        }

        /// Under the lock of all films.
        boolean goesOnFor(Deed.Occasion another) {
            synchronized (occasions) {
                occasions.add(another);
            }
            boolean goes = filming.map(Filming::goOn).orElse(false);
            if (!goes) {
                synchronized (occasions) {
                    occasions.remove(another);
                }
            }
            return goes;
        }

        private List<Deed.Occasion> all() {
            synchronized (occasions) {
                return List.copyOf(occasions);
            }
        }

        @Override
        public Path room(Instant begin) throws IOException {
            if (data.toFile().getUsableSpace() < LEAST_FREE) {
                throw new IOException(
                        "less than 1 GB is free on the disk of the data folder, which is for the journal");
            }
            try {
                var first = all().getFirst();
                return history.arrivingClip(new ClipOrigin(door, call(first), command(first), begin));
            } catch (HistoryFault e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void put(Path file, Instant begin, Filming.Ending how) {
            try {
                parts++;
                history.keepClip(file, begin, ref -> told(ref, how));
                lamp(Optional.empty());
            } catch (HistoryFault e) {
                switch (e.why()) {
                    case DAMAGED -> parts--; // not a whole second of it: nothing to keep
                    case OWNED, FULL, DISK, TOO_LARGE, SEARCH, CLOSED -> {
                        failed = true;
                        LOG.error("A clip of {} could not be kept: {}", name, e.getMessage());
                        lamp(Optional.of(e.trouble().sentence()));
                    }
                }
            }
        }

        @Override
        public void over(Optional<String> trouble) {
            Filmings.this.over(this);
            if (trouble.isPresent()) {
                lamp(trouble);
                say(Kind.TROUBLE, trouble.get());
            } else if (parts == 0 && !failed) {
                say(Kind.NOTE, "No clip: no picture came from " + name + " in this time");
            }
        }

        private List<Event> told(ClipRef ref, Filming.Ending how) {
            var events = new ArrayList<Event>();
            var all = all();
            for (var occasion : all) {
                var event = event(Kind.CLIP, sentence(ref, how), occasion)
                        .withFact("ending", how.name())
                        .withFact("part", Integer.toString(parts))
                        .withClip(ref);
                boolean first = occasion.equals(all.getFirst());
                events.add(first ? event : event.withFact(Fact.CLIP_OF, id(all.getFirst())));
            }
            return events;
        }

        private String sentence(ClipRef ref, Filming.Ending how) {
            long seconds = Math.round(ref.length().toMillis() / 1000.0);
            var before = Duration.between(ref.begin(), asked);
            return String.format(Locale.ROOT, "Clip of %d:%02d", seconds / 60, seconds % 60)
                    + (parts > 1 ? ", part " + parts : "")
                    + (parts == 1 && before.toSeconds() > 0 ? ", from " + before.toSeconds() + " s before" : "")
                    + switch (how) {
                        case DONE -> "";
                        case LONGEST -> "; ended because a clip is no longer than 10 minutes";
                        case LARGEST -> "; ended because a clip is no larger than 200 MB";
                        case CHANGED -> "; the camera changed its picture";
                        case BROKEN -> "; the writing broke off";
                    };
        }

        private void say(Kind kind, String sentence) {
            for (var occasion : all()) {
                try {
                    history.keep(event(kind, sentence, occasion));
                } catch (HistoryFault e) {
                    LOG.error("Could not be kept: {}", sentence, e);
                }
            }
        }

        private Event event(Kind kind, String sentence, Deed.Occasion occasion) {
            var event = Event.now(kind, sentence).withDoor(door);
            return switch (occasion) {
                case Deed.Occasion.OfCall of -> event.withVisit(of.call().value());
                case Deed.Occasion.OfOpening of ->
                    event.withFact(Fact.COMMAND, of.command().toString());
            };
        }
    }

    private static Optional<String> call(Deed.Occasion occasion) {
        return occasion instanceof Deed.Occasion.OfCall of
                ? Optional.of(of.call().value())
                : Optional.empty();
    }

    private static Optional<String> command(Deed.Occasion occasion) {
        return occasion instanceof Deed.Occasion.OfOpening of
                ? Optional.of(of.command().toString())
                : Optional.empty();
    }

    private static String id(Deed.Occasion occasion) {
        return call(occasion).or(() -> command(occasion)).orElseThrow();
    }
}
