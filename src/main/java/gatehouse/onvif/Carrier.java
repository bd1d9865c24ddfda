package gatehouse.onvif;

/// What takes a request to a device and brings the answer: [Web] over kept connections, [OneRequest] over a connection
/// of its own, never twice.
interface Carrier {
    HttpAnswer carry(HttpAsk ask) throws OnvifException;
}
