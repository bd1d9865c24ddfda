package gatehouse.darkroom;

import gatehouse.darkroom.wire.Pulse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Who works in the darkroom: a process of its own, or, for tests and measured trials, threads of this one. Safe for
/// any
/// thread; `close` returns when it is gone.
interface Assistant extends AutoCloseable {
    boolean isReady();

    /// Empty while it lives.
    OptionalInt exit();

    /// Where its socket is.
    Path socket();

    Optional<Pulse> pulse();

    /// What it wrote when it crashed.
    Optional<String> report();

    OptionalLong pid();

    /// Ends it at once; `exit` tells soon.
    void kill();

    @Override
    void close();
}
