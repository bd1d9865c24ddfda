package gatehouse.site;

/// What SIP travels on between the console and a PBX.
public enum LineTransport {
    UDP,
    TCP,
    TLS;

    /// Where a PBX listens when nothing else is said (RFC 3261 §19.1.2).
    public int usualPort() {
        return this == TLS ? 5061 : 5060;
    }
}
