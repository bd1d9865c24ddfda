package gatehouse.sip;

/// Why a call is over.
public enum End {
    CALLER_GAVE_UP,
    ANSWERED_ELSEWHERE,
    HUNG_UP_THERE,
    HUNG_UP_HERE,
    DECLINED_HERE,
    RING_TIMEOUT,
    /// This computer lost the network address on which the call was held.
    ADDRESS_LOST,
    FAILED
}
