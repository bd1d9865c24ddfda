package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.JobKind;
import java.util.Map;

/// Which job serves which kind: the one place to enter a new one.
public final class Jobs {
    private Jobs() {}

    public static Map<JobKind, Job> all() {
        return Map.of(
                JobKind.DEVELOP, new Develop(),
                JobKind.STILL, new StillJob(),
                JobKind.FILM, new FilmJob(),
                JobKind.REEL, new ReelJob());
    }
}
