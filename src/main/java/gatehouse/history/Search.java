package gatehouse.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is looked for: from `from` to before `to`; an empty set or optional lets everything through. Each word of
/// `text` must occur at the beginning of some word. Events of the kinds in `hidden` are as if they were not there.
/// `limit` is the size of a page, 1 to 1000.
public record Search(
        Instant from,
        Instant to,
        Set<DoorId> doors,
        Set<Kind> kinds,
        Set<Kind> hidden,
        Optional<String> operator,
        Optional<String> text,
        Optional<Key> after,
        int limit) {
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    public Search {
        from = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
        to = to.isAfter(LATEST) ? LATEST : to;
        doors = Set.copyOf(doors);
        kinds = Set.copyOf(kinds);
        hidden = Set.copyOf(hidden);
        requireNonNull(operator);
        requireNonNull(text);
        requireNonNull(after);
        limit = Math.clamp(limit, 1, 1000);
    }

    public static Search between(Instant from, Instant to) {
        return new Search(
                from, to, Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), 100);
    }

    public static Search everything() {
        return between(Instant.EPOCH, LATEST);
    }

    /// Nothing before this moment.
    public Search since(Instant earliest) {
        return new Search(
                from.isBefore(earliest) ? earliest : from, to, doors, kinds, hidden, operator, text, after, limit);
    }

    public Search doors(Collection<DoorId> only) {
        return new Search(from, to, Set.copyOf(only), kinds, hidden, operator, text, after, limit);
    }

    public Search kinds(Collection<Kind> only) {
        return new Search(from, to, doors, Set.copyOf(only), hidden, operator, text, after, limit);
    }

    public Search hiding(Collection<Kind> kindsNobodyMaySee) {
        return new Search(from, to, doors, kinds, Set.copyOf(kindsNobodyMaySee), operator, text, after, limit);
    }

    public Search operator(String name) {
        return new Search(from, to, doors, kinds, hidden, Optional.of(name), text, after, limit);
    }

    Search ofAnybody() {
        return new Search(from, to, doors, kinds, hidden, Optional.empty(), text, after, limit);
    }

    public Search text(String words) {
        return new Search(from, to, doors, kinds, hidden, operator, Optional.of(words), after, limit);
    }

    public Search after(Key key) {
        return new Search(from, to, doors, kinds, hidden, operator, text, Optional.of(key), limit);
    }

    public Search limit(int rows) {
        return new Search(from, to, doors, kinds, hidden, operator, text, after, rows);
    }

    /// The words of the text, longest first: the longest is likely the rarest.
    List<String> terms() {
        return text.map(Words::of).orElse(Set.of()).stream()
                .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                .toList();
    }

    public boolean matches(Event event) {
        return matchesTogether(List.of(event));
    }

    /// Whether a visit with these events is meant: it began in the time, and its events together say all that is asked.
    boolean matchesTogether(List<Event> all) {
        List<Event> events =
                all.stream().filter(e -> !hidden.contains(e.kind())).toList();
        if (events.isEmpty()) {
            return false;
        }
        Event first = events.getFirst();
        return !first.at().isBefore(from)
                && first.at().isBefore(to)
                && (doors.isEmpty()
                        || events.stream()
                                .anyMatch(e -> e.door().filter(doors::contains).isPresent()))
                && (kinds.isEmpty() || events.stream().anyMatch(e -> kinds.contains(e.kind())))
                && (operator.isEmpty()
                        || events.stream().anyMatch(e -> e.operator().equals(operator)))
                && hasAllWords(events);
    }

    private boolean hasAllWords(List<Event> events) {
        if (text.isEmpty()) {
            return true;
        }
        var words = new java.util.HashSet<String>();
        events.forEach(e -> words.addAll(Words.of(e)));
        return terms().stream().allMatch(term -> words.stream().anyMatch(w -> w.startsWith(term)));
    }
}
