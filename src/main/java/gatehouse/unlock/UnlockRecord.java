package gatehouse.unlock;

import java.io.IOException;

/// Where openings are put on record. Both return only when what they were given is durable, and throw when it is not.
public interface UnlockRecord {
    /// Before the first byte is sent. When it throws, nothing is sent.
    void intent(UnlockOrder order) throws IOException;

    /// Before the outcome is shown.
    void result(UnlockOrder order, Outcome outcome) throws IOException;
}
