package gatehouse.unlock;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of an opening, step by step. `over`: nothing more will come. Immutable.
public record Proof(Map<Step, Mark> marks, boolean over) {
    public Proof {
        var all = new EnumMap<Step, Mark>(Step.class);
        for (var step : Step.values()) {
            all.put(step, marks.getOrDefault(step, new Mark.NotKnowable()));
        }
        marks = java.util.Collections.unmodifiableMap(all);
    }

    /// Nothing has happened yet, and these steps can be told of.
    static Proof pending(Set<Step> tellable) {
        var marks = new EnumMap<Step, Mark>(Step.class);
        tellable.forEach(step -> marks.put(step, new Mark.Pending()));
        return new Proof(marks, false);
    }

    public Mark mark(Step step) {
        return marks.get(step);
    }

    public Optional<Mark.Known> known(Step step) {
        return mark(step) instanceof Mark.Known known ? Optional.of(known) : Optional.empty();
    }

    /// The furthest step that is known.
    public Optional<Step> furthest() {
        Optional<Step> found = Optional.empty();
        for (var step : Step.values()) {
            found = known(step).isPresent() ? Optional.of(step) : found;
        }
        return found;
    }

    /// The first news of a step counts; what comes later of it changes nothing.
    Proof with(Step step, Mark.Known known) {
        if (over || mark(step) instanceof Mark.Known) {
            return this;
        }
        var next = new EnumMap<>(marks);
        next.put(step, known);
        return new Proof(next, false);
    }

    boolean isPending(Step step) {
        return mark(step) instanceof Mark.Pending;
    }

    /// Nobody waits any longer: what is pending stays untold.
    Proof ended() {
        var next = new EnumMap<>(marks);
        next.replaceAll((step, mark) -> mark instanceof Mark.Pending ? new Mark.NotTold() : mark);
        return new Proof(next, true);
    }
}
