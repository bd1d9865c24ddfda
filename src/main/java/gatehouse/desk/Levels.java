package gatehouse.desk;

/// How loud both sides of a call are, in dBFS; silence is -90.
public record Levels(double visitor, double guard) {
    public static final Levels SILENT = new Levels(-90, -90);
}
