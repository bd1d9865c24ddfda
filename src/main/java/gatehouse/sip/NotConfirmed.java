package gatehouse.sip;

/// A tone was asked for in a call whose dialog is not confirmed. Nothing was sent.
public final class NotConfirmed extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotConfirmed(CallId call) {
        super("The call " + call + " is not confirmed; no tone was sent");
    }
}
