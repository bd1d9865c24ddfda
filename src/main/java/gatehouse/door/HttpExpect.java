package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which answer means yes: one of the statuses (without any, every 2xx), and a body in which `yes` is found, when it is
/// there. A body in which `no` is found is a no whatever the status says; 2N answers every mistake with 200. One of the
/// `noStatuses` is a no as well; DoorBird answers 204 to a user who may not.
public record HttpExpect(Set<Integer> statuses, Optional<Pattern> yes, Optional<Pattern> no, Set<Integer> noStatuses) {
    public static final HttpExpect GOOD = new HttpExpect(Set.of(), Optional.empty(), Optional.empty());

    public HttpExpect(Set<Integer> statuses, Optional<Pattern> yes, Optional<Pattern> no) {
        this(statuses, yes, no, Set.of());
    }

    public HttpExpect {
        statuses = Set.copyOf(statuses);
        noStatuses = Set.copyOf(noStatuses);
        requireNonNull(yes);
        requireNonNull(no);
    }

    public boolean status(int status) {
        return statuses.isEmpty() ? status >= 200 && status < 300 : statuses.contains(status);
    }
}
