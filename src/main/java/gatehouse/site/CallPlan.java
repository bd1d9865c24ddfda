package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is done with a call beside answering it: to whom it may go, when by itself, when nobody is rung, what can be
/// played to the visitor, and by which words a call is declined.
public record CallPlan(
        List<Target> targets,
        List<Forward> forwards,
        List<Schedule> schedules,
        List<String> quietHours,
        List<Announcement> announcements,
        List<DeclineReason> reasons) {
    public static final CallPlan NONE = new CallPlan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public CallPlan {
        targets = List.copyOf(targets);
        forwards = List.copyOf(forwards);
        schedules = List.copyOf(schedules);
        quietHours = List.copyOf(quietHours);
        announcements = List.copyOf(announcements);
        reasons = List.copyOf(reasons);
    }

    public Optional<Target> target(String id) {
        return targets.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    public Optional<Announcement> announcement(String id) {
        return announcements.stream().filter(a -> a.id().equals(id)).findFirst();
    }

    public Optional<DeclineReason> reason(String id) {
        return reasons.stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /// The schedule by which nobody is rung at this moment.
    public Optional<Schedule> quiet(Instant at) {
        return schedules.stream()
                .filter(s -> quietHours.contains(s.id()) && s.holds(at))
                .findFirst();
    }

    /// What is done with a call that comes now and is not taken: the forward that counts soonest, one with a schedule
    /// before one without when both do.
    public Optional<Forward> forward(Instant at) {
        return forwards.stream()
                .filter(f -> f.schedule().isEmpty() || holds(f.schedule().get(), at))
                .min(java.util.Comparator.comparing(Forward::after)
                        .thenComparing(f -> f.schedule().isEmpty()));
    }

    private boolean holds(String schedule, Instant at) {
        requireNonNull(schedule);
        return schedules.stream().anyMatch(s -> s.id().equals(schedule) && s.holds(at));
    }
}
