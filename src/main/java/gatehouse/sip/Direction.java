package gatehouse.sip;

/// Which ways a stream goes, as its writer sees it (RFC 3264 §5.1).
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    /// The same stream as the other side sees it.
    Direction mirrored() {
        return of(receives, sends);
    }

    /// What is left when both have to be willing.
    Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }
}
