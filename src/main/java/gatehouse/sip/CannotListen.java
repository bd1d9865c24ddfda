package gatehouse.sip;

import java.io.IOException;
import java.util.Locale;

/// The telephone could not be opened, because one of its addresses is not to be had.
public final class CannotListen extends IOException {
    private static final long serialVersionUID = 1;

    private final transient PhoneSettings.Listen where;

    CannotListen(PhoneSettings.Listen where, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "Cannot take calls at %s %s:%d: %s",
                        where.transport(),
                        where.host(),
                        where.port(),
                        cause.getMessage()),
                cause);
        this.where = where;
    }

    public PhoneSettings.Listen where() {
        return where;
    }
}
