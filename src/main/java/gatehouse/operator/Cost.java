package gatehouse.operator;

/// How hard an Argon2id hash is to make: memory in KiB, passes over it, lanes.
public record Cost(int memory, int passes, int lanes) {
    /// 64 MiB, three passes: about a third of a second on a desk machine.
    public static final Cost FULL = new Cost(64 * 1024, 3, 1);

    /// The least that OWASP names. For the people of the demo site, whose PINs stand on the screen.
    public static final Cost DEMO = new Cost(19 * 1024, 2, 1);

    /// A hash in a site file may not make us take more than this.
    private static final int MOST_MEMORY = 256 * 1024;

    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 8;

    public Cost {
        if (lanes < 1
                || lanes > MOST_LANES
                || passes < 1
                || passes > MOST_PASSES
                || memory < 8 * lanes
                || memory > MOST_MEMORY) {
            throw new IllegalArgumentException("Argon2id takes at most m=" + MOST_MEMORY + ", t=" + MOST_PASSES + ", p="
                    + MOST_LANES + ", not m=" + memory + ",t=" + passes + ",p=" + lanes);
        }
    }
}
