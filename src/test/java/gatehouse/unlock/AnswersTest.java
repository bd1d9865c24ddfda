package gatehouse.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.mqtt5.message.publish.pubrec.Mqtt5PubRecReasonCode;
import gatehouse.door.Secret;
import gatehouse.door.UnlockBy;
import gatehouse.onvif.OnvifFault;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What each answer is taken for, as a table: a refusal only where the device cannot have acted.
class AnswersTest {
    private static DynamicTest row(String name, Class<? extends Told> expected, Told told) {
        return DynamicTest.dynamicTest(name, () -> assertEquals(expected, told.getClass(), told.toString()));
    }

    @TestFactory
    Stream<DynamicTest> modbusExceptions() {
        return Stream.of(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 99)
                .map(code -> row(
                        "exception " + code,
                        code <= 2 ? Told.NotTaken.class : code == 3 ? Told.No.class : Told.Unclear.class,
                        BoxLine.refused(code)));
    }

    @TestFactory
    Stream<DynamicTest> receiptsOfTheBroker() {
        return Arrays.stream(Mqtt5PubRecReasonCode.values())
                .map(reason -> row(
                        reason.name(),
                        switch (reason) {
                            case NO_MATCHING_SUBSCRIBERS -> Told.NotTaken.class;
                            case NOT_AUTHORIZED, TOPIC_NAME_INVALID, QUOTA_EXCEEDED, PAYLOAD_FORMAT_INVALID ->
                                Told.No.class;
                            default -> Told.Unclear.class;
                        },
                        BrokerLine.refused(reason)));
    }

    @TestFactory
    Stream<DynamicTest> faultsOfOnvif() {
        var at = URI.create("http://192.0.2.1/onvif");
        return Stream.of(
                row(
                        "sender",
                        Told.No.class,
                        failed(new OnvifFault.Rejected("o", at, "s:Sender ter:InvalidArgVal", ""))),
                row(
                        "client of SOAP 1.1",
                        Told.No.class,
                        failed(new OnvifFault.Rejected("o", at, "SOAP-ENV:Client", ""))),
                row(
                        "receiver",
                        Told.Unclear.class,
                        failed(new OnvifFault.Rejected("o", at, "s:Receiver ter:Action", ""))),
                row("no side", Told.Unclear.class, failed(new OnvifFault.Rejected("o", at, "", "went wrong"))),
                row("busy", Told.Unclear.class, failed(new OnvifFault.Rejected("o", at, "HTTP 503", "busy"))),
                row("elsewhere", Told.No.class, failed(new OnvifFault.Rejected("o", at, "HTTP 307", ""))),
                row("not supported", Told.NotTaken.class, failed(new OnvifFault.NotSupported("o", at, ""))),
                row("unreachable", Told.Unreached.class, failed(new OnvifFault.Unreachable("o", at, ""))),
                row("cut", Told.Doubt.class, failed(new OnvifFault.Cut("o", at, ""))));
    }

    private static Told failed(OnvifFault fault) {
        return ByRelay.failed(fault, "move this relay");
    }

    /// A code of two digits; the door answers the first and the second so.
    @TestFactory
    Stream<DynamicTest> answersToTonesByInfo() {
        return Stream.of(
                row("both taken", Told.Yes.class, tones(200, 200)),
                row("no such content", Told.NotTaken.class, tones(415, 415)),
                row("not allowed", Told.NotTaken.class, tones(405, 405)),
                row("sent elsewhere", Told.NotTaken.class, tones(302, 302)),
                row("declined", Told.NotTaken.class, tones(603, 603)),
                row("timed out", Told.Unclear.class, tones(408, 408)),
                row("broke down", Told.Unclear.class, tones(500, 500)),
                row("the second one refused", Told.Unclear.class, tones(200, 415)));
    }

    private static Told tones(int first, int second) {
        var answers = List.of(first, second).iterator();
        var by = new UnlockBy.Dtmf(Secret.of("1#"), UnlockBy.Tones.INFO, Duration.ofMillis(40), Duration.ofMillis(1));
        var attempt = new Attempt(System.nanoTime(), new CountDownLatch(1), Proof.pending(Set.of()), p -> {});
        return ByTones.open(
                by,
                Optional.of(new CallTones() {
                    @Override
                    public boolean confirmed() {
                        return true;
                    }

                    @Override
                    public CompletableFuture<Void> rfc4733(String digits, Duration tone, Duration pause) {
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public CompletableFuture<Void> info(char digit, Duration tone) {
                        int status = answers.next();
                        return status < 300
                                ? CompletableFuture.completedFuture(null)
                                : CompletableFuture.failedFuture(new CallTones.Answered(status));
                    }
                }),
                attempt);
    }
}
