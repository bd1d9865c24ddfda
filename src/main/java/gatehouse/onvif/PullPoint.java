package gatehouse.onvif;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A subscription at a device, and the long poll that empties it. Times go out in seconds: some devices read the
/// minutes of PT10M as seconds.
///
/// Confined to one thread at a time, but for `synchronize`, which any may call.
public final class PullPoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PullPoint.class);
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final int MOST_MESSAGES = 1000;
    private static final String WSN = "http://docs.oasis-open.org/wsn/bw-2/";

    private final Session session;
    private final List<URI> address;
    private final String reference; // ReferenceParameters, ready to be put into a header
    private long renewAt;
    private boolean renewable = true;
    private boolean closed;

    private PullPoint(Session session, List<URI> address, String reference) {
        this.session = session;
        this.address = address;
        this.reference = reference;
        this.renewAt = System.nanoTime() + LIFE.toNanos() / 2;
    }

    static PullPoint open(Session session, List<URI> events, Optional<Deadline> overall) throws OnvifException {
        var operation = "CreatePullPointSubscription";
        var action = Soap.EVENTS + "/EventPortType/" + operation + "Request";
        var answer = session.ask(
                new Session.Question(
                        operation,
                        action,
                        events,
                        addressing(action, events.getFirst()),
                        "<tev:CreatePullPointSubscription><tev:InitialTerminationTime>PT" + LIFE.toSeconds()
                                + "S</tev:InitialTerminationTime></tev:CreatePullPointSubscription>",
                        false),
                Session.patience(overall, PATIENCE));
        var named = answer.text("SubscriptionReference", "Address");
        var address = session.reached()
                .service(named)
                .orElseThrow(() -> new OnvifException(new OnvifFault.Malformed(
                        operation, events.getFirst(), "no usable address: " + Soap.shown(named))));
        return new PullPoint(session, address, reference(answer));
    }

    /// Axis and Pelco name their subscription by a reference parameter that every later request must carry.
    private static String reference(Node answer) {
        return answer.at("SubscriptionReference", "ReferenceParameters").stream()
                .flatMap(r -> r.children().stream())
                .limit(8)
                .map(n -> n.copied(
                        " xmlns:ref=\"http://www.w3.org/2005/08/addressing\" ref:IsReferenceParameter=\"true\""))
                .collect(Collectors.joining());
    }

    /// Waits at the device for up to `wait` and returns what came, which may be nothing.
    public List<DeviceEvent> pull(Duration wait) throws OnvifException {
        return pull(wait, Deadline.in(wait.plus(PATIENCE)));
    }

    /// The same for a caller whose patience ends at the deadline, whatever the device does.
    public List<DeviceEvent> pull(Duration wait, Deadline deadline) throws OnvifException {
        renewWhenDue();
        long seconds = Math.max(1, wait.toSeconds());
        var answer = ask(
                "PullMessages",
                Soap.EVENTS + "/PullPointSubscription/PullMessagesRequest",
                "<tev:PullMessages><tev:Timeout>PT" + seconds
                        + "S</tev:Timeout><tev:MessageLimit>32</tev:MessageLimit></tev:PullMessages>",
                deadline);
        var events = new ArrayList<DeviceEvent>();
        for (var message : answer.children("NotificationMessage")) {
            if (events.size() < MOST_MESSAGES) {
                events.add(event(message, session.clock()));
            }
        }
        return List.copyOf(events);
    }

    /// Has the device tell anew how all things stand (core specification §9.1.5); the answers come with the next pull,
    /// which may be under way on another thread.
    public void synchronize(Deadline deadline) throws OnvifException {
        ask(
                "SetSynchronizationPoint",
                Soap.EVENTS + "/PullPointSubscription/SetSynchronizationPointRequest",
                "<tev:SetSynchronizationPoint/>",
                deadline);
    }

    private static DeviceEvent event(Node notification, DeviceClock clock) {
        // wsnt:Message holds tt:Message; a few devices leave the outer one out.
        var outer = notification.at("Message");
        var message = outer.flatMap(o -> o.at("Message")).or(() -> outer);
        return new DeviceEvent(
                Soap.shown(notification.text("Topic")),
                operation(message.map(m -> m.attribute("PropertyOperation")).orElse("")),
                items(message, "Source"),
                items(message, "Data"),
                clock.age(message.map(m -> m.attribute("UtcTime")).orElse("")));
    }

    private static DeviceEvent.Operation operation(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "initialized" -> DeviceEvent.Operation.INITIALIZED;
            case "changed" -> DeviceEvent.Operation.CHANGED;
            case "deleted" -> DeviceEvent.Operation.DELETED;
            default -> DeviceEvent.Operation.UNSAID;
        };
    }

    private static Map<String, String> items(Optional<Node> message, String group) {
        var items = new LinkedHashMap<String, String>();
        message.flatMap(m -> m.at(group)).stream()
                .flatMap(g -> g.children("SimpleItem").stream())
                .limit(32)
                .forEach(i -> items.put(Soap.shown(i.attribute("Name")), Soap.shown(i.attribute("Value"))));
        return items;
    }

    /// Renewing is optional: some devices do not know it, and some fall over when it is done often.
    private void renewWhenDue() throws OnvifException {
        if (!renewable || System.nanoTime() - renewAt < 0) {
            return;
        }
        renewAt = System.nanoTime() + LIFE.toNanos() / 2;
        try {
            ask(
                    "Renew",
                    WSN + "SubscriptionManager/RenewRequest",
                    "<wsnt:Renew><wsnt:TerminationTime>PT" + LIFE.toSeconds() + "S</wsnt:TerminationTime></wsnt:Renew>",
                    Deadline.in(PATIENCE));
        } catch (OnvifException e) {
            boolean unknown = e.fault() instanceof OnvifFault.NotSupported
                    || e.fault() instanceof OnvifFault.Rejected
                    || e.fault() instanceof OnvifFault.Malformed;
            if (!unknown) {
                throw e;
            }
            renewable = false;
        }
    }

    private Node ask(String operation, String action, String body, Deadline deadline) throws OnvifException {
        var headers = addressing(action, address.getFirst()) + reference;
        return session.ask(new Session.Question(operation, action, address, headers, body, false), deadline);
    }

    private static String addressing(String action, URI to) {
        return "<wsa:Action s:mustUnderstand=\"1\">" + action + "</wsa:Action><wsa:MessageID>urn:uuid:"
                + UUID.randomUUID() + "</wsa:MessageID><wsa:ReplyTo><wsa:Address>"
                + "http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>"
                + "<wsa:To s:mustUnderstand=\"1\">" + Xml.escaped(to.toString()) + "</wsa:To>";
    }

    /// Unsubscribes: devices hold few subscriptions, eight by default in one. Waits a second for that at the most.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Whoever is interrupted still says goodbye, and stays interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            ask(
                    "Unsubscribe",
                    WSN + "SubscriptionManager/UnsubscribeRequest",
                    "<wsnt:Unsubscribe/>",
                    Deadline.in(GOODBYE));
        } catch (OnvifException e) {
            LOG.debug("Not unsubscribed, the device will let it expire: {}", e.fault());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
