package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// A site file that cannot be used: where, what is wrong, and what was expected. Lines and columns count from one;
/// zero means the file as a whole.
public final class SiteFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String wrong;
    private final String expected;

    public SiteFault(Path file, int line, int column, String wrong, String expected) {
        super((line > 0 ? file + ":" + line + ":" + column : file.toString()) + ": " + wrong + " " + expected);
        this.line = line;
        this.column = column;
        this.wrong = requireNonNull(wrong);
        this.expected = requireNonNull(expected);
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public String wrong() {
        return wrong;
    }

    public String expected() {
        return expected;
    }
}
