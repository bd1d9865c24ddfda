package gatehouse.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One row of the history: a call with all that belongs to it, or a single event without a call. `id` is that of its
/// first event, `call` the call's id, `picture` the one to show small, `filmed`
/// whether there is a clip of it.
public record Visit(
        UUID id,
        Instant at,
        Optional<DoorId> door,
        Optional<String> call,
        Optional<PictureRef> picture,
        boolean filmed,
        String sentence,
        List<Badge> badges,
        int events) {
    public Visit {
        requireNonNull(id);
        requireNonNull(at);
        requireNonNull(door);
        requireNonNull(call);
        requireNonNull(picture);
        requireNonNull(sentence);
        badges = List.copyOf(badges);
    }

    public Key key() {
        return new Key(at, id);
    }

    /// The events are those of one visit, in the order of the journal.
    static Visit of(List<Event> events) {
        Event first = events.getFirst();
        var story = VisitStory.of(events);
        return new Visit(
                first.id(),
                first.at(),
                events.stream().flatMap(e -> e.door().stream()).findFirst(),
                first.visit(),
                events.stream().flatMap(e -> e.pictures().stream()).findFirst(),
                events.stream().anyMatch(e -> !e.clips().isEmpty()),
                story.sentence(),
                story.badges(),
                events.size());
    }
}
