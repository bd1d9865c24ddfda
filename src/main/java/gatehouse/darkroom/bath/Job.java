package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;

/// What the darkroom does for one connection, on a platform thread of its own, until the console closes it. One object
/// serves every connection of its kind, so it keeps nothing in fields.
public interface Job {
    /// `place` is where the job says when it goes into native code and comes out again; whoever does not come out
    /// within seconds is taken for hanging, and the process ends.
    void serve(Wire wire, Pulse.Place place) throws IOException;
}
