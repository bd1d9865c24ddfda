package gatehouse.sip;

import java.util.Locale;

/// What SIP travels on. TLS is spoken to exchanges only; nobody is served over it.
public enum Transport {
    UDP,
    TCP,
    TLS;

    /// As the stack and the URI parameter spell it.
    String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
