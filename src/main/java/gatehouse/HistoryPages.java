package gatehouse;

import gatehouse.desk.DeskState;
import gatehouse.door.DoorId;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.HistoryFault;
import gatehouse.history.Key;
import gatehouse.history.Kind;
import gatehouse.history.PictureRef;
import gatehouse.history.Safety;
import gatehouse.history.Search;
import gatehouse.history.Visit;
import gatehouse.ui.history.HistorySource;
import gatehouse.ui.kit.Badge;
import gatehouse.video.Reel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Answers the history screen from the history. Every question is asked on a virtual thread of its own.
final class HistoryPages implements HistorySource {
    private static final int PAGE = 60;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_PAGES = 10;
    private static final Executor BESIDE =
            task -> Thread.ofVirtual().name("history-question").start(task);
    /// The kinds a person would filter by.
    private static final List<Kind> KINDS = List.of(
            Kind.RANG,
            Kind.ANSWERED,
            Kind.MISSED,
            Kind.DECLINED,
            Kind.ANSWERED_ELSEWHERE,
            Kind.UNLOCK_RESULT,
            Kind.STREAM_DOWN,
            Kind.REFUSED_CALL,
            Kind.LOGGED_IN,
            Kind.CONFIGURED);

    /// Opens a clip file to be played.
    interface Reels {
        Reel open(Path file, int width, int height) throws IOException, InterruptedException;
    }

    interface Question<T> {
        T ask() throws HistoryFault;
    }

    /// A picture of the list, and whose it is: somebody else may sit here when it is asked for.
    private record Known(PictureRef ref, Optional<DoorId> door, Instant at) {}

    private final History history;
    private final Supplier<DeskState> desk;
    private final Insight insight;
    private final ClipPages clips;
    private final Map<String, Known> pictures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > 5000;
        }
    }; // guarded by itself

    HistoryPages(History history, Supplier<DeskState> desk, Reels reels) {
        this.history = history;
        this.desk = desk;
        this.insight = new Insight(desk, Clock.systemUTC());
        this.clips = new ClipPages(history, reels, insight);
    }

    @Override
    public CompletableFuture<Page> visits(Filter filter, Optional<String> afterKey) {
        return answer(() -> {
            var search = search(filter).limit(PAGE);
            if (afterKey.isPresent()) {
                var parts = afterKey.get().split(" ", 2);
                search = search.after(new Key(Instant.parse(parts[0]), UUID.fromString(parts[1])));
            }
            var allowed = insight.within(search);
            if (allowed.isEmpty()) {
                return new Page(List.of(), Optional.empty());
            }
            var page = history.visits(allowed.get());
            return new Page(
                    page.rows().stream()
                            .filter(visit -> insight.sees(visit.door(), visit.at()))
                            .map(this::row)
                            .toList(),
                    page.next().map(k -> k.at() + " " + k.id()));
        });
    }

    @Override
    public CompletableFuture<Timeline> timeline(String visitId) {
        return answer(() -> {
            var events = history.timeline(UUID.fromString(visitId));
            if (!insight.sees(events.getFirst().door(), events.getFirst().at())) {
                throw new IllegalArgumentException("There is no such visit in the list");
            }
            var first = events.getFirst();
            boolean pictured = insight.seesPictures(first.door(), first.at());
            var stills = new ArrayList<Still>();
            for (var event : pictured ? events : List.<Event>of()) {
                for (var ref : event.pictures()) {
                    stills.add(new Still(event.at(), words(ref.reason()), history.picture(ref)));
                }
            }
            var lines = events.stream()
                    .filter(e -> insight.seesDuress() || e.kind() != Kind.DURESS)
                    .map(e -> new Line(e.at(), e.sentence(), tone(e)))
                    .toList();
            return new Timeline(
                    doorName(first.door()),
                    first.at(),
                    lines,
                    stills,
                    pictured ? clips.of(events) : List.of(),
                    !pictured);
        });
    }

    @Override
    public CompletableFuture<List<Integer>> perHour(Filter filter, Instant from, Instant to) {
        return answer(() -> {
            var counted = new LinkedHashMap<Instant, Integer>();
            if (insight.limited()) {
                for (var visit : seen(from, to)) {
                    counted.merge(visit.at().truncatedTo(ChronoUnit.HOURS), 1, Integer::sum);
                }
            } else {
                history.visitsPerHour(from, to).forEach(h -> counted.put(h.start(), h.visits()));
            }
            var hours = new ArrayList<Integer>();
            for (var hour = from.truncatedTo(ChronoUnit.HOURS);
                    hour.isBefore(to);
                    hour = hour.plus(1, ChronoUnit.HOURS)) {
                hours.add(counted.getOrDefault(hour, 0));
            }
            return hours;
        });
    }

    @Override
    public CompletableFuture<Counts> counts(Filter filter) {
        return answer(() -> {
            var counts = insight.limited()
                    ? counted(seen(filter.from(), filter.to()))
                    : history.counts(filter.from(), filter.to());
            boolean whole;
            String proof;
            switch (history.safety()) {
                case Safety.Safe safe -> {
                    whole = true;
                    proof = "chain intact to " + time(safe.intactTo());
                }
                case Safety.Behind it -> {
                    whole = true;
                    proof = "catching up";
                }
                case Safety.Failing failing -> {
                    whole = false;
                    proof = failing.trouble().sentence();
                }
            }
            return new Counts(counts.visits(), counts.missed(), counts.notConfirmed(), proof, whole);
        });
    }

    @Override
    public CompletableFuture<Choices> choices() {
        return answer(() -> new Choices(
                desk.get().seen().doors().values().stream()
                        .map(d -> new Choice(d.door().id().value(), d.door().name()))
                        .toList(),
                Stream.concat(KINDS.stream(), insight.seesDuress() ? Stream.of(Kind.DURESS) : Stream.empty())
                        .map(k -> new Choice(k.name(), words(k)))
                        .toList(),
                history.operators().stream().map(o -> new Choice(o, o)).toList()));
    }

    @Override
    public CompletableFuture<byte[]> picture(String pictureRef) {
        return answer(() -> {
            Known known;
            synchronized (pictures) {
                known = pictures.get(pictureRef);
            }
            if (known == null || !insight.seesPictures(known.door(), known.at())) {
                throw new IllegalArgumentException("There is no such picture in the list");
            }
            return history.picture(known.ref());
        });
    }

    @Override
    public CompletableFuture<Reel> play(String clipId, int width, int height) {
        return answer(() -> clips.play(clipId, width, height));
    }

    @Override
    public CompletableFuture<Optional<String>> proof(String clipId) {
        return answer(() -> clips.proof(clipId));
    }

    @Override
    public CompletableFuture<Void> save(String clipId, Path to) {
        return answer(() -> {
            if (!insight.exports()) {
                throw new IllegalArgumentException("Taking clips out of the program is for supervisors.");
            }
            return clips.save(clipId, to);
        });
    }

    /// The calls that may be seen, for who may not see all: they are counted one by one.
    private List<Visit> seen(Instant from, Instant to) throws HistoryFault {
        var seen = new ArrayList<Visit>();
        var search = insight.within(Search.between(from, to).limit(MOST_AT_ONCE));
        for (int page = 0; page < MOST_PAGES && search.isPresent(); page++) {
            var found = history.visits(search.get());
            found.rows().stream()
                    .filter(visit -> visit.call().isPresent() && insight.sees(visit.door(), visit.at()))
                    .forEach(seen::add);
            var last = search.get();
            search = found.next().map(last::after);
        }
        return seen;
    }

    private static gatehouse.history.Counts counted(List<Visit> visits) {
        var missed = visits.stream()
                .filter(v -> v.badges().contains(gatehouse.history.Badge.MISSED))
                .count();
        var notConfirmed = visits.stream()
                .filter(v -> v.badges().contains(gatehouse.history.Badge.NOT_CONFIRMED))
                .count();
        return new gatehouse.history.Counts(visits.size(), (int) missed, (int) notConfirmed);
    }

    static <T> CompletableFuture<T> answer(Question<T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.ask();
                    } catch (HistoryFault e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    }
                },
                BESIDE);
    }

    private static Search search(Filter filter) {
        var search = Search.between(filter.from(), filter.to());
        if (filter.door().isPresent()) {
            search = search.doors(Set.of(filter.door().get()));
        }
        if (filter.kind().isPresent()) {
            search = search.kinds(Set.of(Kind.valueOf(filter.kind().get())));
        }
        if (filter.operator().isPresent()) {
            search = search.operator(filter.operator().get());
        }
        return filter.text().isBlank() ? search : search.text(filter.text());
    }

    private Row row(Visit visit) {
        var picture = visit.picture().filter(ref -> insight.seesPictures(visit.door(), visit.at()));
        picture.ifPresent(ref -> {
            synchronized (pictures) {
                pictures.put(ref.sha256(), new Known(ref, visit.door(), visit.at()));
            }
        });
        return new Row(
                visit.id().toString(),
                visit.at(),
                doorName(visit.door()),
                visit.sentence(),
                visit.badges().stream().map(HistoryPages::badge).toList(),
                picture.map(PictureRef::sha256));
    }

    private String doorName(Optional<DoorId> door) {
        return door.map(id -> {
                    var known = desk.get().doors().get(id);
                    return known == null ? id.value() : known.door().name();
                })
                .orElse("—");
    }

    private static Badge badge(gatehouse.history.Badge badge) {
        return new Badge(
                switch (badge) {
                    case OPENED_CONFIRMED, OPENED_ACCEPTED -> Badge.Tone.OPENED;
                    case NOT_CONFIRMED, REFUSED, OUTCOME_UNKNOWN, TROUBLE -> Badge.Tone.BAD;
                    case MISSED, UNKNOWN_CALLER -> Badge.Tone.WANTS;
                    case ANSWERED_ELSEWHERE, DECLINED, NOTE -> Badge.Tone.PLAIN;
                },
                badge.text());
    }

    private static Badge.Tone tone(Event event) {
        return switch (event.kind()) {
            case RANG, MISSED, REFUSED_CALL -> Badge.Tone.WANTS;
            case ANSWERED -> Badge.Tone.GOOD;
            case UNLOCK_INTENT -> Badge.Tone.OPENED;
            case UNLOCK_RESULT ->
                switch (gatehouse.history.Outcome.of(
                        event.fact(gatehouse.history.Fact.OUTCOME).orElse(""))) {
                    case CONFIRMED, ACCEPTED -> Badge.Tone.OPENED;
                    case NOT_CONFIRMED, REFUSED, UNKNOWN -> Badge.Tone.BAD;
                };
            case STREAM_DOWN, TROUBLE, LOGIN_REFUSED -> Badge.Tone.BAD;
            default -> Badge.Tone.PLAIN;
        };
    }

    private static String words(PictureRef.Reason reason) {
        return switch (reason) {
            case RING -> "at the ring";
            case ANSWER -> "at the answer";
            case UNLOCK -> "at the opening";
            case MANUAL -> "taken by hand";
        };
    }

    private static String words(Kind kind) {
        var text = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return text.equals("unlock result") ? "opened" : text.equals("stream down") ? "picture lost" : text;
    }

    private static String time(Instant at) {
        return LocalTime.ofInstant(at, ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
