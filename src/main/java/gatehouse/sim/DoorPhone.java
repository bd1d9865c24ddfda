package gatehouse.sim;

import java.net.InetSocketAddress;

/// What a simulated door needs of its phone. It hears tones of the other side and hands them over one by one.
interface DoorPhone extends AutoCloseable {
    /// Where it listens for SIP.
    InetSocketAddress address();

    /// Dials, unless a call is up already. Returns at once.
    void ring();

    /// Gives up ringing or ends the call; without one, does nothing.
    void hangUp();

    @Override
    void close();
}
