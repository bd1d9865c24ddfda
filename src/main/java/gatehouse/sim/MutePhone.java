package gatehouse.sim;

import java.net.InetSocketAddress;

/// A station whose phone is not connected.
record MutePhone(InetSocketAddress address) implements DoorPhone {
    @Override
    public void dial(InetSocketAddress console) {}

    @Override
    public double toneHz() {
        return 0;
    }

    @Override
    public short[] heard() {
        return new short[0];
    }

    @Override
    public void ring() {}

    @Override
    public void hangUp() {}

    @Override
    public void close() {}
}
