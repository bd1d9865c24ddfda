package gatehouse.sim.onvif;

import gatehouse.door.Login;
import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.http.Answer;
import gatehouse.sim.http.Ask;
import gatehouse.sim.http.HttpLogin;
import gatehouse.sim.http.WebServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/// The ONVIF services of one door, laid onto its web server. It has no threads or sockets of its own; it ends with the
/// web server.
///
/// Safe for any thread.
public final class OnvifDevice {
    private final DeviceCard card;
    private final Addresses addresses;
    private final InetSocketAddress at;
    private final Faults faults;
    private final Gate gate;
    private final EventService events;

    private OnvifDevice(
            DeviceCard card, Addresses addresses, InetSocketAddress at, Faults faults, Gate gate, EventService events) {
        this.card = card;
        this.addresses = addresses;
        this.at = at;
        this.faults = faults;
        this.gate = gate;
        this.events = events;
    }

    /// Serves the device at this address, which is where `web` listens.
    public static OnvifDevice on(
            WebServer web,
            InetSocketAddress at,
            DeviceCard card,
            Pictures pictures,
            List<Relay> relays,
            List<ControlledDoor> doors,
            Login login,
            Faults faults,
            InstantSource time) {
        var clock = new Clock(time, faults);
        var addresses = new Addresses(card.announcedHost(), at.getPort());
        var http = new HttpLogin(
                card.model(), login, Set.of(HttpLogin.Scheme.DIGEST_MD5, HttpLogin.Scheme.DIGEST_SHA256), faults);
        var gate = new Gate(http, new UsernameTokens(login, clock, faults), card.is(Quirk.DIGEST_ONLY));
        var events = new EventService(card, addresses, relays, doors, clock, faults);
        var device = new OnvifDevice(card, addresses, at, faults, gate, events);
        var relayService = new RelayService(relays, faults);
        web.serve(
                Addresses.DEVICE,
                device.soap(new DeviceService(card, addresses, relays, !doors.isEmpty(), relayService, clock)));
        web.serve(Addresses.MEDIA, device.soap(new MediaService(addresses, pictures)));
        if (!card.is(Quirk.MEDIA1_ONLY)) {
            web.serve(Addresses.MEDIA2, device.soap(new Media2Service(addresses, pictures)));
        }
        web.serve(Addresses.DEVICE_IO, device.soap(new DeviceIoService(relays, relayService)));
        if (!doors.isEmpty()) {
            web.serve(Addresses.DOOR_CONTROL, device.soap(new DoorControlService(doors, faults)));
        }
        web.serve(Addresses.EVENTS, device.soap(events));
        web.serve(Addresses.SUBSCRIPTION, device.soap(events));
        web.serve(Addresses.SNAPSHOT, ask -> device.snapshot(ask, pictures));
        return device;
    }

    /// The visitor presses the button, or lets go of it.
    public void bell(boolean pressed) {
        events.bell(pressed);
    }

    /// The digital input, as a door contact would move it.
    public void input(boolean closed) {
        events.input(closed);
    }

    /// The device service as it is really reached.
    public URI uri() {
        return URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + Addresses.DEVICE);
    }

    /// What discovery says about this device.
    public Announcement announcement() {
        var types = new ArrayList<String>();
        types.add("dn:NetworkVideoTransmitter");
        if (!card.is(Quirk.TRANSMITTER_ONLY)) {
            types.add("tds:Device");
        }
        return new Announcement(
                card.id(),
                at.getAddress(),
                types,
                Scopes.of(card),
                addresses.of(Addresses.DEVICE),
                () -> !faults.has(Fault.NeverAnswers.class));
    }

    private Answer snapshot(Ask ask, Pictures pictures) {
        var refusal = gate.http().refusal(ask);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return new Answer.Said(200, "image/jpeg", List.of(), pictures.jpeg().get());
    }

    private WebServer.Handler soap(Service service) {
        return ask -> {
            try {
                var call = read(ask);
                var refusal = isOpenToAll(call) ? Optional.<Answer.Said>empty() : gate.refusal(ask, call);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                return switch (service.answer(call)) {
                    case Service.Reply.Body body -> Service.envelope(200, header(call, body.action()), body.xml());
                    case Service.Reply.Silence it -> new Answer.Silence();
                    case Service.Reply.Other other -> other.answer();
                };
            } catch (SoapFault fault) {
                return Service.envelope(fault.status(), "", fault.body());
            }
        };
    }

    /// Access class PRE_AUTH: what may be asked before logging in.
    private static boolean isOpenToAll(Call call) {
        return switch (call.name()) {
            case "GetSystemDateAndTime", "GetServices", "GetServiceCapabilities", "GetCapabilities", "GetHostname" ->
                !call.path().startsWith(Addresses.SUBSCRIPTION);
            default -> false;
        };
    }

    private static Call read(Ask ask) throws SoapFault {
        if (!ask.method().equals("POST")) {
            throw SoapFault.wellFormed("A SOAP request is a POST");
        }
        Element envelope;
        try {
            envelope = XmlReader.read(ask.body());
        } catch (XMLStreamException e) {
            throw SoapFault.wellFormed("The request is not well-formed");
        }
        if (!envelope.name().equals("Envelope")) {
            throw SoapFault.wellFormed("The request is no SOAP envelope");
        }
        if (!envelope.namespace().equals(Soap.ENVELOPE)) {
            throw SoapFault.versionMismatch();
        }
        var operation =
                envelope.child("Body").flatMap(b -> b.children().stream().findFirst());
        if (operation.isEmpty()) {
            throw SoapFault.wellFormed("The request has no operation");
        }
        return new Call(ask.path(), operation.get(), envelope.child("Header"));
    }

    private static String header(Call call, String action) {
        if (action.isEmpty()) {
            return "";
        }
        String related = call.headerText("MessageID");
        return "<wsa:Action>" + action + "</wsa:Action>"
                + (related.isEmpty() ? "" : "<wsa:RelatesTo>" + Soap.escape(related) + "</wsa:RelatesTo>");
    }
}
