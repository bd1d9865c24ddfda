package gatehouse.darkroom;

import java.time.Instant;

/// A stream that ended its darkroom process, or did not come back out of native code. It works apart from all others
/// from now on and is tried again at `retryAt`. `cause` is for the log and the installer.
public record Blamed(String cause, Instant retryAt) {}
