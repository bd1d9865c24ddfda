package gatehouse.history;

import static java.util.Objects.requireNonNull;

/// Something in the stored history that is not as it was written: where (file name, byte offset, sequence number of the
/// entry concerned), what, and what to do.
public record Problem(String file, long offset, long seq, String sentence, String remedy) {
    public Problem {
        requireNonNull(file);
        requireNonNull(sentence);
        requireNonNull(remedy);
    }

    /// The same damage has the same mark at every start.
    String mark() {
        return file + "@" + offset;
    }
}
