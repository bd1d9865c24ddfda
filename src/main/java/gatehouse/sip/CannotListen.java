package gatehouse.sip;

import java.io.IOException;

/// The telephone could not be opened, because one of its addresses is not to be had.
public final class CannotListen extends IOException {
    private static final long serialVersionUID = 1;

    private final transient PhoneSettings.Listen where;

    CannotListen(PhoneSettings.Listen where, Throwable cause) {
        super(
                "Cannot take calls at %s %s:%d: %s"
                        .formatted(where.transport(), where.host(), where.port(), cause.getMessage()),
                cause);
        this.where = where;
    }

    public PhoneSettings.Listen where() {
        return where;
    }
}
