package gatehouse.sip;

/// Why a call is over.
public enum End {
    CALLER_GAVE_UP,
    ANSWERED_ELSEWHERE,
    HUNG_UP_THERE,
    HUNG_UP_HERE,
    DECLINED_HERE,
    RING_TIMEOUT,
    /// We sent the caller on to somebody else before we answered.
    FORWARDED,
    /// The other side talks with somebody else now, as we asked.
    TRANSFERRED,
    /// Another call took its place, as the other side asked (RFC 3891).
    REPLACED,
    /// Whom we called is busy.
    BUSY_THERE,
    /// Whom we called does not want to talk.
    DECLINED_THERE,
    /// There is no such number or station.
    NOT_FOUND,
    /// It rang there and nobody came.
    NO_ANSWER,
    /// There is no way to whom we called: no line, no network, or nothing that answers.
    NOT_REACHABLE,
    /// Whom we called, or the exchange before it, does not let us: no right, no common voice, a redirection elsewhere.
    NOT_ALLOWED,
    /// This computer lost the network address on which the call was held.
    ADDRESS_LOST,
    /// The other side was not heard of any more, or knew nothing of the call when we asked.
    VANISHED,
    FAILED
}
