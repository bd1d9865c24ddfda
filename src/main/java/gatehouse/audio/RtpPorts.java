package gatehouse.audio;

/// The UDP ports calls may use for voice, both ends included. `ANY` takes what the system gives.
public record RtpPorts(int first, int last) {
    public static final RtpPorts ANY = new RtpPorts(0, 0);

    public RtpPorts {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1024 || last > 65535 || last < (first + 1) / 2 * 2 + 1)) {
            throw new IllegalArgumentException(
                    "RTP ports go from 1024 to 65535 and hold an even port and the next one, not " + first + " to "
                            + last);
        }
    }

    public boolean any() {
        return first == 0;
    }

    int firstEven() {
        return (first + 1) / 2 * 2;
    }

    int pairs() {
        return (last - firstEven() + 1) / 2;
    }

    @Override
    public String toString() {
        return any() ? "any" : first + " to " + last;
    }
}
