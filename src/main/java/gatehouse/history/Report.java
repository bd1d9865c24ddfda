package gatehouse.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a verification found. `compared` says whether the end of the journal could be held against the searchable copy;
/// while a console has that open it cannot.
public record Report(
        long events,
        long pictures,
        long clips,
        Optional<Instant> first,
        Optional<Instant> last,
        boolean compared,
        List<Problem> problems) {
    public Report {
        requireNonNull(first);
        requireNonNull(last);
        problems = List.copyOf(problems);
    }

    public boolean ok() {
        return problems.isEmpty();
    }
}
