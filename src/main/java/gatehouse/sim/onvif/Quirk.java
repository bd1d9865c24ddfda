package gatehouse.sim.onvif;

/// What real makers do, so that the console meets it on the demo site before it does at a customer.
public enum Quirk {
    /// Older devices: no Media2. Axis A8004-VE does this.
    MEDIA1_ONLY,
    /// Older devices answer GetServices with ActionNotSupported; GetCapabilities is all there is.
    NO_GET_SERVICES,
    /// Behind NAT: every address the device names is its inner one.
    INTERNAL_ADDRESS,
    /// The device service lists no relay; DeviceIO does.
    RELAYS_ONLY_IN_DEVICE_IO,
    /// Answers a probe for dn:NetworkVideoTransmitter, not for tds:Device.
    TRANSMITTER_ONLY,
    /// Hikvision when set to digest: a WS-UsernameToken is answered with 401 and a page of HTML.
    DIGEST_ONLY,
    /// Axis and Pelco: one address for all pull points, told apart by a reference parameter that must be echoed.
    REFERENCE_PARAMETERS,
    /// 2N: the button is a digital input, there is no topic for a visitor.
    BELL_IS_INPUT
}
