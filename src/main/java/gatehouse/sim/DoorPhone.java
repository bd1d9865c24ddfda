package gatehouse.sim;

import java.net.InetSocketAddress;

/// What a simulated door needs of its phone. It hears tones of the other side and hands them over one by one.
interface DoorPhone extends AutoCloseable {
    /// Where it listens for SIP.
    InetSocketAddress address();

    /// Whom it dials from now on, when it calls without a registrar.
    void dial(InetSocketAddress console);

    /// The tone it sends while it talks.
    double toneHz();

    /// The last seconds of what it heard, 16 bit at 8 kHz.
    short[] heard();

    /// Dials, unless a call is up already. Returns at once.
    void ring();

    /// Gives up ringing or ends the call; without one, does nothing.
    void hangUp();

    @Override
    void close();
}
