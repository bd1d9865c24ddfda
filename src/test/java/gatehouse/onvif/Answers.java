package gatehouse.onvif;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/// Envelopes as a well-behaved device writes them, to be mangled by tests.
final class Answers {
    private Answers() {}

    static String envelope(String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope"
                + " xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:tt=\"http://www.onvif.org/ver10/schema\""
                + " xmlns:tds=\"http://www.onvif.org/ver10/device/wsdl\"><SOAP-ENV:Body>" + body
                + "</SOAP-ENV:Body></SOAP-ENV:Envelope>";
    }

    static String dateAndTime(Instant time) {
        var t = time.atOffset(ZoneOffset.UTC);
        return envelope(String.format(
                Locale.ROOT,
                """
                <tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime>
                <tt:Time><tt:Hour>%d</tt:Hour><tt:Minute>%d</tt:Minute><tt:Second>%d</tt:Second></tt:Time>
                <tt:Date><tt:Year>%d</tt:Year><tt:Month>%d</tt:Month><tt:Day>%d</tt:Day></tt:Date>
                </tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>""",
                t.getHour(),
                t.getMinute(),
                t.getSecond(),
                t.getYear(),
                t.getMonthValue(),
                t.getDayOfMonth()));
    }

    static String information() {
        return envelope("<tds:GetDeviceInformationResponse><tds:Manufacturer>Acme</tds:Manufacturer>"
                + "<tds:Model>D-1</tds:Model><tds:FirmwareVersion>1.2</tds:FirmwareVersion>"
                + "<tds:SerialNumber>42</tds:SerialNumber><tds:HardwareId>x</tds:HardwareId>"
                + "</tds:GetDeviceInformationResponse>");
    }

    static String notAuthorized() {
        return fault("ter:NotAuthorized", "Sender not authorized");
    }

    static String fault(String subcode, String reason) {
        return envelope("<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value>"
                + "<SOAP-ENV:Subcode><SOAP-ENV:Value>" + subcode
                + "</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code>"
                + "<SOAP-ENV:Reason><SOAP-ENV:Text xml:lang=\"en\">" + reason
                + "</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>");
    }
}
