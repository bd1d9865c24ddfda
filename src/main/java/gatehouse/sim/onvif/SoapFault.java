package gatehouse.sim.onvif;

import java.util.Locale;

/// A refusal in the words of ONVIF (core specification, "Fault codes"): a SOAP code, up to two `ter:` subcodes, and a
/// reason.
final class SoapFault extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String subcode;
    private final String detail;

    private SoapFault(int status, String code, String subcode, String detail, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.code = code;
        this.subcode = subcode;
        this.detail = detail;
    }

    static SoapFault notAuthorized() {
        return new SoapFault(400, "s:Sender", "ter:NotAuthorized", "", "Sender not authorized");
    }

    /// `detail` is the second subcode, such as `ter:NoProfile`.
    static SoapFault invalidArgument(String detail, String reason) {
        return new SoapFault(400, "s:Sender", "ter:InvalidArgVal", detail, reason);
    }

    static SoapFault actionNotSupported(String operation) {
        return new SoapFault(
                500, "s:Receiver", "ter:ActionNotSupported", "", "This device has no operation " + operation);
    }

    static SoapFault actionFailed(String reason) {
        return new SoapFault(500, "s:Receiver", "ter:Action", "ter:ActionFailed", reason);
    }

    static SoapFault capacity(String reason) {
        return new SoapFault(500, "s:Receiver", "ter:CapabilityViolated", "", reason);
    }

    static SoapFault wellFormed(String reason) {
        return new SoapFault(400, "s:Sender", "ter:WellFormed", "", reason);
    }

    static SoapFault versionMismatch() {
        return new SoapFault(500, "s:VersionMismatch", "", "", "This device speaks SOAP 1.2");
    }

    int status() {
        return status;
    }

    String body() {
        String inner = detail.isEmpty() ? "" : subcode(detail, "");
        return String.format(
                Locale.ROOT, """
                <s:Fault><s:Code><s:Value>%s</s:Value>%s</s:Code>\
                <s:Reason><s:Text xml:lang="en">%s</s:Text></s:Reason></s:Fault>
                """, code, subcode.isEmpty() ? "" : subcode(subcode, inner), Soap.escape(getMessage()));
    }

    private static String subcode(String value, String inner) {
        return "<s:Subcode><s:Value>" + value + "</s:Value>" + inner + "</s:Subcode>";
    }
}
