package gatehouse.sim;

import java.net.InetSocketAddress;

/// A station whose phone is not connected.
record MutePhone(InetSocketAddress address) implements DoorPhone {
    @Override
    public void ring() {}

    @Override
    public void hangUp() {}

    @Override
    public void close() {}
}
