package gatehouse.sim;

/// Where a simulated door listens; 0 takes a free port.
public record Ports(int web, int rtsp, int sip) {
    public static final Ports FREE = new Ports(0, 0, 0);
}
