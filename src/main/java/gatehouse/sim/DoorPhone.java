package gatehouse.sim;

import java.net.InetSocketAddress;

/// What a simulated door needs of its phone.
interface DoorPhone extends AutoCloseable {
    /// What the station does with what happens in a call. Called from the phone's threads; returns at once.
    interface Station {
        void callBegan();

        /// A tone of the other side, by RFC 4733 or INFO: `0`-`9`, `*`, `#`, `A`-`D`.
        void heard(char tone);

        /// Over for whatever reason, answered or not.
        void callEnded();
    }

    /// Where it listens for SIP.
    InetSocketAddress address();

    /// Whom it dials from now on, when it calls without a registrar.
    void dial(InetSocketAddress udp, InetSocketAddress tcp);

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
