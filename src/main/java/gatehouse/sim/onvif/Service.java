package gatehouse.sim.onvif;

import gatehouse.sim.Faults;
import gatehouse.sim.Lock;
import gatehouse.sim.UnlockAnswers;
import gatehouse.sim.http.Answer;

/// One ONVIF service. It reads the operation and writes the answer's body.
interface Service {
    /// What a service has to say: the body of an envelope with the header the operation needs, or nothing at all.
    sealed interface Reply {
        /// `action` is the WS-Addressing action of the answer; empty leaves the header out.
        record Body(String xml, String action) implements Reply {}

        /// Nothing is said; see the fault `RelaySilent`.
        record Silence() implements Reply {}

        /// What the door says instead of SOAP when it is not itself.
        record Other(Answer answer) implements Reply {}
    }

    Reply answer(Call call) throws SoapFault, InterruptedException;

    static Reply say(String xml) {
        return new Reply.Body(xml, "");
    }

    /// The answer to an order that was taken, by what became of it.
    static Reply told(Lock.Outcome outcome, Faults faults, String xml) throws SoapFault {
        return switch (outcome) {
            case MOVED -> say(xml);
            case REFUSED -> throw SoapFault.actionFailed("The relay is blocked");
            case SILENT -> new Reply.Silence();
            case CUT, ERROR, PAGE, ELSEWHERE ->
                new Reply.Other(UnlockAnswers.of(outcome, faults, () -> Answer.text(200, "")));
        };
    }

    static Answer.Said envelope(int status, String header, String body) {
        return new Answer.Said(
                status,
                Soap.CONTENT_TYPE,
                java.util.List.of(),
                Soap.envelope(header, body).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
