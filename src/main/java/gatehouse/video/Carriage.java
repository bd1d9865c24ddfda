package gatehouse.video;

import gatehouse.door.Fetch;
import java.io.IOException;
import java.nio.ByteBuffer;

/// How the packets of a session travel. Confined to the session's thread, but for `wake` and `close`.
sealed interface Carriage extends AutoCloseable permits Interleaved, Datagrams {
    Fetch.Transport transport();

    /// What SETUP asks for, as its Transport header has it.
    String wish();

    /// Takes what the camera granted.
    void agreed(RtspTransport granted);

    /// Before PLAY: from now on packets are taken.
    void begin(Intake into, Reports reports);

    /// After the reply to PLAY: from now on the camera's messages come through here too.
    void playing();

    /// Waits for the next thing that comes, or until the deadline.
    void carry(long deadlineNanos) throws IOException, VideoFault;

    /// Tells the camera something by RTCP.
    void report(ByteBuffer rtcp) throws IOException, VideoFault;

    /// Ends a `carry` that waits, where the end of the connection does not. Safe for any thread.
    void wake();

    /// Waits until the camera has answered the parting, or is gone.
    void part() throws IOException, VideoFault;

    @Override
    void close();
}
