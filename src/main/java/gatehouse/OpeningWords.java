package gatehouse;

import gatehouse.door.UnlockBy;
import gatehouse.unlock.Outcome;
import gatehouse.unlock.Tried;
import java.util.List;
import java.util.stream.Collectors;

/// What became of an opening, in the words that stand on the screen and in the history.
final class OpeningWords {
    private OpeningWords() {}

    static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Opened o -> "opened and confirmed. " + o.how();
            case Outcome.Accepted it -> "accepted by the door, which cannot confirm it";
            case Outcome.Unknown u -> u.why();
            case Outcome.Refused r -> by(r.by()) + r.why();
        };
    }

    private static String by(Outcome.Refused.By by) {
        return switch (by) {
            case CONSOLE -> "Refused by this console: ";
            case DEVICE -> "Refused by the device: ";
            case NOBODY -> "Nobody was reached: ";
        };
    }

    /// The ways that may be tried, in their order.
    static String methods(List<UnlockBy> ways) {
        return ways.stream().map(OpeningWords::method).collect(Collectors.joining(", else "));
    }

    /// The ways that were not the one, each with its reason.
    static String notUsed(List<Tried.NotUsed> others) {
        return others.stream().map(o -> method(o.way()) + ": " + o.why()).collect(Collectors.joining(" "));
    }

    static String method(UnlockBy by) {
        return switch (by) {
            case UnlockBy.Dtmf d ->
                switch (d.tones()) {
                    case RFC4733 -> "DTMF by RFC 4733";
                    case INFO, INFO_DTMF -> "DTMF by SIP INFO";
                    case IN_BAND -> "DTMF in the voice";
                };
            case UnlockBy.Http it -> "HTTP";
            case UnlockBy.OnvifRelay it -> "ONVIF relay";
            case UnlockBy.OnvifDoor it -> "ONVIF door control";
            case UnlockBy.Mqtt it -> "MQTT";
            case UnlockBy.Modbus it -> "Modbus relay";
        };
    }
}
