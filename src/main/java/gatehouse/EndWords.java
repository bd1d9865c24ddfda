package gatehouse;

import gatehouse.sip.End;

/// Why a call is over, as the desk says and shows it.
final class EndWords {
    private EndWords() {}

    static gatehouse.desk.End how(End why) {
        return switch (why) {
            case CALLER_GAVE_UP, RING_TIMEOUT -> gatehouse.desk.End.MISSED;
            case ANSWERED_ELSEWHERE -> gatehouse.desk.End.ANSWERED_ELSEWHERE;
            case HUNG_UP_THERE -> gatehouse.desk.End.VISITOR_HUNG_UP;
            case HUNG_UP_HERE -> gatehouse.desk.End.GUARD_HUNG_UP;
            case DECLINED_HERE -> gatehouse.desk.End.DECLINED;
            case FORWARDED -> gatehouse.desk.End.FORWARDED;
            case TRANSFERRED, REPLACED -> gatehouse.desk.End.TRANSFERRED;
            case BUSY_THERE, DECLINED_THERE, NOT_FOUND, NO_ANSWER, NOT_REACHABLE, NOT_ALLOWED ->
                gatehouse.desk.End.NOT_REACHED;
            case ADDRESS_LOST, VANISHED, FAILED -> gatehouse.desk.End.FAILED;
        };
    }

    static String of(End why) {
        return switch (why) {
            case BUSY_THERE -> "busy there";
            case DECLINED_THERE -> "declined there";
            case NOT_FOUND -> "there is no such number";
            case NO_ANSWER -> "nobody answered there";
            case NOT_REACHABLE -> "not reachable";
            case NOT_ALLOWED -> "the exchange or the station does not allow it";
            case VANISHED -> "the other side was not heard of any more";
            case ADDRESS_LOST -> "This desk lost its network address";
            case CALLER_GAVE_UP,
                    RING_TIMEOUT,
                    ANSWERED_ELSEWHERE,
                    HUNG_UP_THERE,
                    HUNG_UP_HERE,
                    DECLINED_HERE,
                    FORWARDED,
                    TRANSFERRED,
                    REPLACED,
                    FAILED -> "";
        };
    }
}
