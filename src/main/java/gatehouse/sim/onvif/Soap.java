package gatehouse.sim.onvif;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The written side of SOAP 1.2: the envelope all answers share, with every prefix an answer may use, and escaping.
final class Soap {
    static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
    static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
    static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
    static final String MEDIA2 = "http://www.onvif.org/ver20/media/wsdl";
    static final String DEVICE_IO = "http://www.onvif.org/ver10/deviceIO/wsdl";
    static final String EVENTS = "http://www.onvif.org/ver10/events/wsdl";
    static final String DOOR_CONTROL = "http://www.onvif.org/ver10/doorcontrol/wsdl";
    static final String NOTIFICATION = "http://docs.oasis-open.org/wsn/b-2";
    static final String NETWORK = "http://www.onvif.org/ver10/network/wsdl";
    static final String CONTENT_TYPE = "application/soap+xml; charset=utf-8";

    private static final String START = """
            <?xml version="1.0" encoding="UTF-8"?>
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" \
            xmlns:wsa="http://www.w3.org/2005/08/addressing" \
            xmlns:tds="http://www.onvif.org/ver10/device/wsdl" \
            xmlns:trt="http://www.onvif.org/ver10/media/wsdl" \
            xmlns:tr2="http://www.onvif.org/ver20/media/wsdl" \
            xmlns:tmd="http://www.onvif.org/ver10/deviceIO/wsdl" \
            xmlns:tev="http://www.onvif.org/ver10/events/wsdl" \
            xmlns:tdc="http://www.onvif.org/ver10/doorcontrol/wsdl" \
            xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" \
            xmlns:wstop="http://docs.oasis-open.org/wsn/t-1" \
            xmlns:tns1="http://www.onvif.org/ver10/topics" \
            xmlns:tt="http://www.onvif.org/ver10/schema" \
            xmlns:ter="http://www.onvif.org/ver10/error" \
            xmlns:gh="urn:gatehouse:simulated" \
            xmlns:xsd="http://www.w3.org/2001/XMLSchema">
            """;

    private Soap() {}

    static String envelope(String header, String body) {
        return START + (header.isEmpty() ? "" : "<s:Header>" + header + "</s:Header>\n") + "<s:Body>\n" + body
                + "</s:Body></s:Envelope>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// An xsd:dateTime to the second.
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
