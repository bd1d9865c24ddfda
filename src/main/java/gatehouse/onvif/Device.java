package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/// One ONVIF device we have reached. It owns nothing: the connections belong to the [Web] it was reached through.
/// Every question ends within five seconds, and every address the device names is read as [Reached] says.
///
/// Safe for any thread.
public final class Device {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_PROFILES = 64;
    private static final int MOST_RELAYS = 64;
    private static final int LARGEST_PICTURE = 8 << 20;

    private final Session session;
    private final Optional<Deadline> overall;
    private final AtomicReference<Services> services;

    private Device(Session session, Optional<Deadline> overall, AtomicReference<Services> services) {
        this.session = session;
        this.overall = overall;
        this.services = services;
    }

    /// Reaches the device service at that address and reads its clock, without the login. The login is for a device
    /// that a person has confirmed; a device that was only discovered gets [Login#NONE].
    public static Device reach(Web web, URI service, Login login) throws OnvifException {
        return reach(web, service, login, Deadline.in(PATIENCE));
    }

    public static Device reach(Web web, URI service, Login login, Deadline deadline) throws OnvifException {
        requireNonNull(web);
        requireNonNull(login);
        boolean http = "http".equalsIgnoreCase(service.getScheme()) || "https".equalsIgnoreCase(service.getScheme());
        if (!http || service.getHost() == null) {
            throw new OnvifException(
                    new OnvifFault.Unreachable("GetSystemDateAndTime", service, "it is not an http address"));
        }
        var session = new Session(web, new Reached(service), login);
        session.readClock(deadline);
        return new Device(session, Optional.empty(), new AtomicReference<>());
    }

    /// The same device, for a caller whose whole errand has to end by then.
    public Device within(Deadline deadline) {
        return new Device(session, Optional.of(deadline), services);
    }

    public URI address() {
        return session.reached().device();
    }

    /// How far the device's clock is ahead of ours. Empty when it did not tell.
    public Optional<Duration> clockOffset() {
        var clock = session.clock();
        return clock.known() ? Optional.of(clock.offset()) : Optional.empty();
    }

    public DeviceInfo information() throws OnvifException {
        var a = device("GetDeviceInformation", "<tds:GetDeviceInformation/>");
        return new DeviceInfo(
                Soap.shown(a.text("Manufacturer")),
                Soap.shown(a.text("Model")),
                Soap.shown(a.text("FirmwareVersion")),
                Soap.shown(a.text("SerialNumber")),
                Soap.shown(a.text("HardwareId")));
    }

    /// The profiles of Media2, where there is one that answers, else of Media1.
    public List<Profile> profiles() throws OnvifException {
        if (services().of(Soap.MEDIA2).isPresent()) {
            try {
                var answer =
                        ask(Soap.MEDIA2, "GetProfiles", "<tr2:GetProfiles><tr2:Type>All</tr2:Type></tr2:GetProfiles>");
                var found = Profiles.ofMedia2(answer, MOST_PROFILES);
                if (!found.isEmpty()) {
                    return found;
                }
            } catch (OnvifException e) {
                if (!(e.fault() instanceof OnvifFault.NotSupported || e.fault() instanceof OnvifFault.Rejected)) {
                    throw e;
                }
            }
        }
        return Profiles.ofMedia1(ask(Soap.MEDIA, "GetProfiles", "<trt:GetProfiles/>"), MOST_PROFILES);
    }

    /// The address of the profile's RTSP stream, on the host we know.
    public URI streamUri(Profile profile) throws OnvifException {
        var token = Xml.escaped(profile.token());
        var answer = profile.media2()
                ? ask(
                        Soap.MEDIA2,
                        "GetStreamUri",
                        "<tr2:GetStreamUri><tr2:Protocol>RTSP</tr2:Protocol><tr2:ProfileToken>" + token
                                + "</tr2:ProfileToken></tr2:GetStreamUri>")
                : ask(
                        Soap.MEDIA,
                        "GetStreamUri",
                        "<trt:GetStreamUri><trt:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream><tt:Transport>"
                                + "<tt:Protocol>RTSP</tt:Protocol></tt:Transport></trt:StreamSetup><trt:ProfileToken>"
                                + token + "</trt:ProfileToken></trt:GetStreamUri>");
        var named = uri(answer);
        return session.reached().stream(named).orElseThrow(() -> malformed("GetStreamUri", named));
    }

    /// The address of the profile's still picture, on the host we know.
    public URI snapshotUri(Profile profile) throws OnvifException {
        var prefix = profile.media2() ? "tr2" : "trt";
        var answer = ask(
                profile.media2() ? Soap.MEDIA2 : Soap.MEDIA,
                "GetSnapshotUri",
                String.format(
                        Locale.ROOT,
                        "<%1$s:GetSnapshotUri><%1$s:ProfileToken>%2$s</%1$s:ProfileToken></%1$s:GetSnapshotUri>",
                        prefix,
                        Xml.escaped(profile.token())));
        var named = uri(answer);
        return session.reached()
                .service(named)
                .orElseThrow(() -> malformed("GetSnapshotUri", named))
                .getFirst();
    }

    /// A still picture as JPEG.
    public byte[] snapshot(Profile profile) throws OnvifException {
        var from = snapshotUri(profile);
        var picture =
                session.fetch("snapshot", from, LARGEST_PICTURE, deadline()).body();
        if (picture.length < 4 || (picture[0] & 0xFF) != 0xFF || (picture[1] & 0xFF) != 0xD8) {
            throw new OnvifException(new OnvifFault.Malformed("snapshot", from, "it is no JPEG picture"));
        }
        return picture;
    }

    /// The relay outputs of the device service and of DeviceIO: devices answer one of them with an empty list.
    public List<Relay> relays() throws OnvifException {
        var found = new ArrayList<Relay>();
        try {
            Profiles.relays(device("GetRelayOutputs", "<tds:GetRelayOutputs/>"), false, found, MOST_RELAYS);
        } catch (OnvifException e) {
            skipUnless(e);
        }
        if (services().of(Soap.DEVICE_IO).isPresent()) {
            try {
                Profiles.relays(
                        ask(Soap.DEVICE_IO, "GetRelayOutputs", "<tmd:GetRelayOutputs/>"), true, found, MOST_RELAYS);
            } catch (OnvifException e) {
                skipUnless(e);
            }
        }
        return List.copyOf(found);
    }

    /// Puts a relay into its active state, over a connection of its own and never twice: a fault that
    /// [leaves doubt][OnvifFault#leavesDoubt] stays one. `onFirstByte` hears when a request is written; a request that
    /// the device refuses for the login alone moves nothing and may be followed by a second.
    public void activate(Relay relay, LongConsumer onFirstByte) throws OnvifException {
        put(relay, "active", onFirstByte);
    }

    /// Puts a relay that stays as it is put back to rest, in the same way.
    public void deactivate(Relay relay, LongConsumer onFirstByte) throws OnvifException {
        put(relay, "inactive", onFirstByte);
    }

    private void put(Relay relay, String state, LongConsumer onFirstByte) throws OnvifException {
        var prefix = relay.viaDeviceIo() ? "tmd" : "tds";
        var body = String.format(
                        Locale.ROOT,
                        "<%1$s:SetRelayOutputState><%1$s:RelayOutputToken>%2$s</%1$s:RelayOutputToken>",
                        prefix,
                        Xml.escaped(relay.token()))
                + String.format(
                        Locale.ROOT,
                        "<%1$s:LogicalState>%2$s</%1$s:LogicalState></%1$s:SetRelayOutputState>",
                        prefix,
                        state);
        once(relay.viaDeviceIo() ? Soap.DEVICE_IO : Soap.DEVICE, "SetRelayOutputState", body, onFirstByte);
    }

    /// Sets how long the device keeps a relay active before it ends the pulse itself. Moves nothing.
    public Relay pulsing(Relay relay, Duration pulse) throws OnvifException {
        var delay = Xml.seconds(pulse);
        var idle = relay.idleState().isEmpty() ? "open" : relay.idleState();
        var properties = "<tt:Mode>Monostable</tt:Mode><tt:DelayTime>" + delay + "</tt:DelayTime><tt:IdleState>"
                + Xml.escaped(idle) + "</tt:IdleState>";
        var token = Xml.escaped(relay.token());
        if (relay.viaDeviceIo()) {
            ask(
                    Soap.DEVICE_IO,
                    "SetRelayOutputSettings",
                    "<tmd:SetRelayOutputSettings><tmd:RelayOutput token=\"" + token + "\"><tt:Properties>" + properties
                            + "</tt:Properties></tmd:RelayOutput></tmd:SetRelayOutputSettings>");
        } else {
            device(
                    "SetRelayOutputSettings",
                    "<tds:SetRelayOutputSettings><tds:RelayOutputToken>" + token + "</tds:RelayOutputToken>"
                            + "<tds:Properties>" + properties + "</tds:Properties></tds:SetRelayOutputSettings>");
        }
        return new Relay(relay.token(), "Monostable", delay, idle, relay.viaDeviceIo());
    }

    /// The doors that the device controls as such, where it has the door control service.
    public DoorControl doorControl() throws OnvifException {
        if (services().of(Soap.DOOR_CONTROL).isEmpty()) {
            throw missing(Soap.DOOR_CONTROL);
        }
        return new DoorControl(this);
    }

    void once(String namespace, String operation, String body, LongConsumer onFirstByte) throws OnvifException {
        session.once(question(namespace, operation, "", body), deadline(), onFirstByte);
    }

    /// Begins to listen to the device. Whoever opens it closes it, which unsubscribes.
    public PullPoint openPullPoint() throws OnvifException {
        return PullPoint.open(session, services().of(Soap.EVENTS).orElseThrow(() -> missing("events")), overall);
    }

    Services services() throws OnvifException {
        var known = services.get();
        if (known != null) {
            return known;
        }
        Services found;
        try {
            found = Services.fromServices(
                    device(
                            "GetServices",
                            "<tds:GetServices><tds:IncludeCapability>false</tds:IncludeCapability></tds:GetServices>"),
                    session.reached());
        } catch (OnvifException e) {
            skipUnless(e);
            found = Services.fromCapabilities(
                    device(
                            "GetCapabilities",
                            "<tds:GetCapabilities><tds:Category>All</tds:Category></tds:GetCapabilities>"),
                    session.reached());
        }
        services.set(found);
        return found;
    }

    private static void skipUnless(OnvifException e) throws OnvifException {
        boolean noSuchThing = e.fault() instanceof OnvifFault.NotSupported
                || e.fault() instanceof OnvifFault.Rejected
                || e.fault() instanceof OnvifFault.NotOnvif
                || e.fault() instanceof OnvifFault.Malformed;
        if (!noSuchThing) {
            throw e;
        }
    }

    private Node device(String operation, String body) throws OnvifException {
        return session.ask(question(Soap.DEVICE, operation, "", body), deadline());
    }

    Node ask(String namespace, String operation, String body) throws OnvifException {
        return session.ask(question(namespace, operation, "", body), deadline());
    }

    private Session.Question question(String namespace, String operation, String headers, String body)
            throws OnvifException {
        var to = namespace.equals(Soap.DEVICE)
                ? List.of(address())
                : services().of(namespace).orElseThrow(() -> missing(namespace));
        return new Session.Question(operation, namespace + "/" + operation, to, headers, body, false);
    }

    private Deadline deadline() {
        return Session.patience(overall, PATIENCE);
    }

    private static String uri(Node answer) {
        return answer.anywhere("Uri").map(n -> n.text()).orElse("");
    }

    private OnvifException missing(String namespace) {
        return new OnvifException(
                new OnvifFault.NotSupported("GetServices", address(), "it has no service " + namespace));
    }

    private OnvifException malformed(String operation, String named) {
        return new OnvifException(
                new OnvifFault.Malformed(operation, address(), "no usable address: " + Soap.shown(named)));
    }

    /// Names nothing secret.
    @Override
    public String toString() {
        return "Device[" + address() + "]";
    }
}
