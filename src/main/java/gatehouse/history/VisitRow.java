package gatehouse.history;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// A row of the visit table while events are added to it. Adding an event twice changes nothing.
final class VisitRow {
    static final long NOT_CONFIRMED = 1L << 40;

    final UUID id;
    final long happened;
    final Optional<String> group;

    /// Whether the table has it already.
    final boolean stored;

    Optional<String> door = Optional.empty();
    String operators = "|";
    long marks;

    private VisitRow(UUID id, long happened, Optional<String> group, boolean stored) {
        this.id = id;
        this.happened = happened;
        this.group = group;
        this.stored = stored;
    }

    static VisitRow begunBy(Event event) {
        return new VisitRow(event.id(), event.micros(), event.group(), false);
    }

    static List<VisitRow> find(Handle h, List<String> groups) {
        return h.createQuery(
                        "SELECT id, happened, call_id, door, operators, marks FROM visit WHERE call_id IN (<groups>)")
                .bindList("groups", groups)
                .map((rs, context) -> {
                    var row = new VisitRow(
                            rs.getObject(1, UUID.class), rs.getLong(2), Optional.of(rs.getString(3)), true);
                    row.door = Optional.ofNullable(rs.getString(4));
                    row.operators = rs.getString(5);
                    row.marks = rs.getLong(6);
                    return row;
                })
                .list();
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
