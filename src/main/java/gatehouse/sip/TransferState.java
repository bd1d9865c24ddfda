package gatehouse.sip;

import static java.util.Objects.requireNonNull;

/// How far the other side is with calling somebody else in our place (RFC 3515 §2.4.5).
public sealed interface TransferState {
    /// It promised to try.
    record Promised() implements TransferState {}

    /// It calls; `status` is what the third one says so far, 180 when it rings there.
    record Trying(int status) implements TransferState {}

    /// They talk with each other; our call ends.
    record Done() implements TransferState {}

    /// They do not, and our call goes on. `status` is that of the third one, or 0 when nothing more was heard.
    record Failed(int status, String reason) implements TransferState {
        public Failed {
            requireNonNull(reason);
        }
    }

    /// The other side does not do such things (405, 501, 603 and the like) or cannot be told; our call goes on.
    record Refused(int status, String reason) implements TransferState {
        public Refused {
            requireNonNull(reason);
        }
    }
}
