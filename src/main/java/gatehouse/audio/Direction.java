package gatehouse.audio;

/// Which ways a stream goes after offer and answer, as this desk sees it (RFC 3264 §5.1). A call on hold has lost one
/// or
/// both; its reports go on (§8.4).
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
}
