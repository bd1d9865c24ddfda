package gatehouse.desk;

/// How a call ended.
public enum End {
    /// The visitor gave up, or nobody came within the ring time.
    MISSED,
    DECLINED,
    ANSWERED_ELSEWHERE,
    /// Talked, and the visitor ended it.
    VISITOR_HUNG_UP,
    /// Talked, and the guard ended it.
    GUARD_HUNG_UP,
    /// The answer did not get through, or the connection broke.
    FAILED,
    /// Nobody took it here, and it went to somebody else by itself.
    FORWARDED,
    /// Talked, and then handed to somebody else.
    TRANSFERRED,
    /// We called, and nobody answered there.
    NOT_REACHED
}
