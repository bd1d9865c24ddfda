package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// How the desk is guarded: after how long without work it locks, zero for never; the directory whose people may log in
/// too; and how many secrets stand in the site file for everybody to read.
public record Security(Duration lockAfter, Optional<DirectoryPlace> directory, int secretsInClear) {
    public static final Security STANDARD = new Security(Duration.ofMinutes(10), Optional.empty(), 0);

    public Security {
        requireNonNull(lockAfter);
        requireNonNull(directory);
    }
}
