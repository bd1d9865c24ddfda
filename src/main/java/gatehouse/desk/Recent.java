package gatehouse.desk;

import java.time.Instant;

/// One line of what just happened, for the foot of the queue. `wants` marks what somebody should still look at.
public record Recent(Instant at, String sentence, boolean wants) {}
