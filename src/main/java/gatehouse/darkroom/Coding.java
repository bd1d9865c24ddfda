package gatehouse.darkroom;

/// How a picture is coded.
public enum Coding {
    H264("H.264"),
    H265("H.265"),
    JPEG("Motion JPEG");

    private final String label;

    Coding(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
