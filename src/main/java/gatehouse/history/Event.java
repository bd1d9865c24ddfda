package gatehouse.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One thing that happened. `at` is the wall clock to the microsecond, `monotonic` is `System.nanoTime()` of the
/// process that saw it; `visit` is the id of the call it belongs to. `sentence` is what a person reads.
///
/// Facts are strings that the caller spelled out: a secret cannot get in except by its dots.
public record Event(
        UUID id,
        Instant at,
        long monotonic,
        Kind kind,
        Optional<DoorId> door,
        Optional<String> operator,
        Optional<String> visit,
        Map<String, String> facts,
        List<PictureRef> pictures,
        List<ClipRef> clips,
        String sentence) {
    private static final int MOST_FACTS = 64;
    private static final int MOST_PICTURES = 16;
    private static final int MOST_CLIPS = 16;
    private static final int LONGEST = 1_000;
    private static final int LONGEST_NAME = 200;

    public Event {
        requireNonNull(id);
        at = at.truncatedTo(ChronoUnit.MICROS);
        requireNonNull(kind);
        requireNonNull(door);
        operator = operator.map(o -> cut(o, LONGEST_NAME));
        visit = visit.map(v -> cut(v, LONGEST_NAME));
        facts = capped(facts);
        pictures = List.copyOf(pictures.subList(0, Math.min(pictures.size(), MOST_PICTURES)));
        clips = List.copyOf(clips.subList(0, Math.min(clips.size(), MOST_CLIPS)));
        sentence = cut(sentence, LONGEST);
    }

    /// Without a clip, as most events are.
    public Event(
            UUID id,
            Instant at,
            long monotonic,
            Kind kind,
            Optional<DoorId> door,
            Optional<String> operator,
            Optional<String> visit,
            Map<String, String> facts,
            List<PictureRef> pictures,
            String sentence) {
        this(id, at, monotonic, kind, door, operator, visit, facts, pictures, List.of(), sentence);
    }

    /// Something that happens now; the `with…` methods say more about it.
    public static Event now(Kind kind, String sentence) {
        return new Event(
                Uuid7.next(),
                Instant.now(),
                System.nanoTime(),
                kind,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                sentence);
    }

    public Event withDoor(DoorId there) {
        return new Event(
                id, at, monotonic, kind, Optional.of(there), operator, visit, facts, pictures, clips, sentence);
    }

    public Event withOperator(String who) {
        return new Event(id, at, monotonic, kind, door, Optional.of(who), visit, facts, pictures, clips, sentence);
    }

    public Event withVisit(String call) {
        return new Event(id, at, monotonic, kind, door, operator, Optional.of(call), facts, pictures, clips, sentence);
    }

    public Event withFact(String name, String value) {
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Event(id, at, monotonic, kind, door, operator, visit, more, pictures, clips, sentence);
    }

    public Event withPicture(PictureRef picture) {
        var more = new java.util.ArrayList<>(pictures);
        more.add(picture);
        return new Event(id, at, monotonic, kind, door, operator, visit, facts, more, clips, sentence);
    }

    public Event withClip(ClipRef clip) {
        var more = new java.util.ArrayList<>(clips);
        more.add(clip);
        return new Event(id, at, monotonic, kind, door, operator, visit, facts, pictures, more, sentence);
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /// What it is shown together with: its call, or the unlock command that was given without a call.
    Optional<String> group() {
        return visit.or(() -> fact(Fact.COMMAND).map(command -> "command-" + command));
    }

    long micros() {
        return micros(at);
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Map<String, String> capped(Map<String, String> facts) {
        var kept = new LinkedHashMap<String, String>();
        facts.forEach((name, value) -> {
            if (kept.size() < MOST_FACTS) {
                kept.put(cut(name, LONGEST_NAME), cut(value, LONGEST));
            }
        });
        return Collections.unmodifiableMap(kept);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
