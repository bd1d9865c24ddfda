package gatehouse.history;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// A row of the visit table while events are added to it. Adding an event twice changes nothing.
final class VisitRow {
    static final long NOT_CONFIRMED = 1L << 40;

    final UUID id;
    final long happened;
    final Optional<String> group;
    Optional<String> door;
    String operators;
    long marks;

    private VisitRow(
            UUID id, long happened, Optional<String> group, Optional<String> door, String operators, long marks) {
        this.id = id;
        this.happened = happened;
        this.group = group;
        this.door = door;
        this.operators = operators;
        this.marks = marks;
    }

    static VisitRow begunBy(Event event) {
        return new VisitRow(event.id(), event.micros(), event.group(), Optional.empty(), "|", 0);
    }

    static Optional<VisitRow> find(Handle h, String group) {
        return h.createQuery("SELECT id, happened, door, operators, marks FROM visit WHERE call_id = ?")
                .bind(0, group)
                .map((rs, context) -> new VisitRow(
                        rs.getObject(1, UUID.class),
                        rs.getLong(2),
                        Optional.of(group),
                        Optional.ofNullable(rs.getString(3)),
                        rs.getString(4),
                        rs.getLong(5)))
                .findOne();
    }

    static String keyOf(Event event) {
        return event.group().orElseGet(() -> event.id().toString());
    }

    void add(Event event) {
        marks |= event.kind().bit();
        if (event.kind() == Kind.UNLOCK_RESULT) {
            switch (Outcome.of(event.fact(Fact.OUTCOME).orElse(""))) {
                case NOT_CONFIRMED, UNKNOWN -> marks |= NOT_CONFIRMED;
                case CONFIRMED, ACCEPTED, REFUSED -> {
                    // Somebody said how it went.
                }
            }
        }
        door = door.or(() -> event.door().map(d -> d.value()));
        event.operator().ifPresent(name -> {
            String mark = markOf(name);
            if (!operators.contains(mark) && operators.length() + mark.length() < 2000) {
                operators = operators + mark.substring(1);
            }
        });
    }

    /// `|Guard|` within `|Guard|Anna|`.
    static String markOf(String operator) {
        return "|" + operator.replace('|', '/') + "|";
    }
}
