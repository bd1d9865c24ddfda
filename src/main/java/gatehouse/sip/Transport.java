package gatehouse.sip;

/// What SIP travels on.
public enum Transport {
    UDP,
    TCP;

    /// As the stack and the URI parameter spell it.
    String token() {
        return this == UDP ? "udp" : "tcp";
    }
}
