package gatehouse.site;

/// What SIP travels on.
public enum Transport {
    UDP,
    TCP
}
