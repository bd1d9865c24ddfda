package gatehouse.sim.onvif;

import gatehouse.sim.Fault;
import gatehouse.sim.Faults;
import gatehouse.sim.Lock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The event service and its pull points (ONVIF core specification §9). Every subscriber hears the present state first
/// as `Initialized`, then what changes.
///
/// Safe for any thread.
final class EventService implements Service {
    private static final String ACTION = "http://www.onvif.org/ver10/events/wsdl/";
    private static final String MANAGER = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/";
    private static final int MOST_SUBSCRIPTIONS = 8;
    private static final int MOST_MESSAGES = 100;
    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
    private static final Duration USUAL_LIFE = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final DeviceCard card;
    private final Addresses addresses;
    private final InstantSource clock;
    private final Faults faults;
    private final Map<String, PullPoint> pullPoints = new ConcurrentHashMap<>();
    private final Map<String, Event> present = new LinkedHashMap<>(); // guarded by itself
    private final AtomicInteger numbers = new AtomicInteger();
    private final Event.Topic bellTopic;
    private final String bellSource;

    EventService(
            DeviceCard card,
            Addresses addresses,
            List<Relay> relays,
            List<ControlledDoor> doors,
            InstantSource clock,
            Faults faults) {
        this.card = card;
        this.addresses = addresses;
        this.clock = clock;
        this.faults = faults;
        boolean input = card.is(Quirk.BELL_IS_INPUT);
        this.bellTopic = input ? Event.Topic.DIGITAL_INPUT : Event.Topic.VISITOR;
        this.bellSource = input ? "button1" : "000";
        for (var relay : relays) {
            set(Event.Topic.RELAY, relay.token(), relay.lock().state() == Lock.State.UNLOCKED);
            relay.lock().onChange(state -> relayMoved(relay, state));
        }
        for (var door : doors) {
            tell(door);
            door.lock().onChange(state -> unlessSilent(() -> tell(door)));
            door.leaf().onMove(open -> tell(door));
        }
        set(Event.Topic.DIGITAL_INPUT, DeviceIoService.INPUT, false);
        set(bellTopic, bellSource, false);
    }

    void bell(boolean pressed) {
        set(bellTopic, bellSource, pressed);
    }

    void input(boolean closed) {
        set(Event.Topic.DIGITAL_INPUT, DeviceIoService.INPUT, closed);
    }

    private void relayMoved(Relay relay, Lock.State state) {
        unlessSilent(() -> set(Event.Topic.RELAY, relay.token(), state == Lock.State.UNLOCKED));
    }

    private void unlessSilent(Runnable tell) {
        if (!faults.has(Fault.RelaySilent.class)) {
            tell.run();
        }
    }

    private void tell(ControlledDoor door) {
        set(Event.Topic.DOOR_MODE, door.token(), door.mode());
        set(Event.Topic.DOOR_LOCK, door.token(), door.bolt());
        set(Event.Topic.DOOR_LEAF, door.token(), door.stands());
    }

    private void set(Event.Topic topic, String source, boolean value) {
        set(topic, source, topic.word(value));
    }

    private void set(Event.Topic topic, String source, String value) {
        synchronized (present) {
            var event = new Event(topic, source, value, false, clock.instant());
            var before = present.put(topic + " " + source, event);
            if (before != null && !before.value().equals(value)) {
                pullPoints.values().forEach(p -> p.offer(event));
            }
        }
    }

    private void tellPresent(PullPoint pullPoint) {
        synchronized (present) {
            present.values().forEach(e -> pullPoint.offer(e.asInitial(clock.instant())));
        }
    }

    @Override
    public Reply answer(Call call) throws SoapFault, InterruptedException {
        return switch (call.name()) {
            case "GetServiceCapabilities" -> Service.say(String.format(Locale.ROOT, """
                        <tev:GetServiceCapabilitiesResponse><tev:Capabilities WSSubscriptionPolicySupport="false" \
                        WSPullPointSupport="true" MaxPullPoints="%d"/></tev:GetServiceCapabilitiesResponse>
                        """, MOST_SUBSCRIPTIONS));
            case "GetEventProperties" -> properties();
            case "CreatePullPointSubscription" -> create(call);
            case "PullMessages" -> pull(call);
            case "SetSynchronizationPoint" -> {
                tellPresent(pullPoint(call));
                yield new Reply.Body(
                        "<tev:SetSynchronizationPointResponse/>\n",
                        ACTION + "PullPointSubscription/SetSynchronizationPointResponse");
            }
            case "Renew" -> renew(call);
            case "Unsubscribe" -> {
                var pullPoint = pullPoint(call);
                pullPoints.remove(pullPoint.id());
                pullPoint.end();
                yield new Reply.Body("<wsnt:UnsubscribeResponse/>\n", MANAGER + "UnsubscribeResponse");
            }
            default -> throw SoapFault.actionNotSupported(call.name());
        };
    }

    private Reply properties() {
        var topics = card.is(Quirk.BELL_IS_INPUT)
                ? List.of(Event.Topic.RELAY, Event.Topic.DIGITAL_INPUT)
                : List.of(Event.Topic.RELAY, Event.Topic.DIGITAL_INPUT, Event.Topic.VISITOR);
        String described = topics.stream()
                .map(t -> t.description(t == Event.Topic.RELAY ? "tt:RelayLogicalState" : "xsd:boolean"))
                .collect(Collectors.joining());
        return new Reply.Body(
                String.format(Locale.ROOT, """
                <tev:GetEventPropertiesResponse>
                <tev:TopicNamespaceLocation>http://www.onvif.org/onvif/ver10/topics/topicns.xml</tev:TopicNamespaceLocation>
                <wsnt:FixedTopicSet>true</wsnt:FixedTopicSet><wstop:TopicSet>
                %s</wstop:TopicSet>
                <wsnt:TopicExpressionDialect>http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\
                </wsnt:TopicExpressionDialect>
                <tev:MessageContentFilterDialect>http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter\
                </tev:MessageContentFilterDialect>
                <tev:MessageContentSchemaLocation>http://www.onvif.org/onvif/ver10/schema/onvif.xsd\
                </tev:MessageContentSchemaLocation>
                </tev:GetEventPropertiesResponse>
                """, described), ACTION + "EventPortType/GetEventPropertiesResponse");
    }

    private Reply create(Call call) throws SoapFault {
        pullPoints.values().removeIf(PullPoint::isOver);
        if (pullPoints.size() >= MOST_SUBSCRIPTIONS) {
            throw SoapFault.capacity("This device has no more than " + MOST_SUBSCRIPTIONS + " pull points");
        }
        var life = life(call.text("InitialTerminationTime"));
        var pullPoint =
                new PullPoint(Integer.toString(numbers.incrementAndGet()), TopicFilter.of(call.operation()), life);
        tellPresent(pullPoint);
        pullPoints.put(pullPoint.id(), pullPoint);
        String reference = card.is(Quirk.REFERENCE_PARAMETERS)
                ? "<wsa:Address>" + addresses.of(Addresses.EVENTS) + "</wsa:Address><wsa:ReferenceParameters>"
                        + "<gh:SubscriptionId>" + pullPoint.id() + "</gh:SubscriptionId></wsa:ReferenceParameters>"
                : "<wsa:Address>" + addresses.of(Addresses.SUBSCRIPTION + pullPoint.id()) + "</wsa:Address>";
        return new Reply.Body(
                String.format(Locale.ROOT, """
                <tev:CreatePullPointSubscriptionResponse>
                <tev:SubscriptionReference>%s</tev:SubscriptionReference>
                %s</tev:CreatePullPointSubscriptionResponse>
                """, reference, times("wsnt", life)),
                ACTION + "EventPortType/CreatePullPointSubscriptionResponse");
    }

    private Reply pull(Call call) throws SoapFault, InterruptedException {
        var pullPoint = pullPoint(call);
        var patience = duration(call.text("Timeout"));
        if (patience.compareTo(LONGEST_POLL) > 0) {
            patience = LONGEST_POLL;
        }
        var events = pullPoint.pull(patience, limit(call.text("MessageLimit")));
        if (events.isEmpty() && pullPoint.isOver()) {
            throw unknown();
        }
        return new Reply.Body(
                "<tev:PullMessagesResponse>\n" + times("tev", pullPoint.left())
                        + events.stream().map(Event::xml).collect(Collectors.joining())
                        + "</tev:PullMessagesResponse>\n",
                ACTION + "PullPointSubscription/PullMessagesResponse");
    }

    private Reply renew(Call call) throws SoapFault {
        var pullPoint = pullPoint(call);
        var life = life(call.text("TerminationTime"));
        pullPoint.renew(life);
        var now = clock.instant();
        return new Reply.Body(
                String.format(Locale.ROOT, """
                <wsnt:RenewResponse><wsnt:TerminationTime>%s</wsnt:TerminationTime>\
                <wsnt:CurrentTime>%s</wsnt:CurrentTime></wsnt:RenewResponse>
                """, Soap.time(now.plus(life)), Soap.time(now)), MANAGER + "RenewResponse");
    }

    private PullPoint pullPoint(Call call) throws SoapFault {
        String id = card.is(Quirk.REFERENCE_PARAMETERS)
                ? call.headerText("SubscriptionId")
                : call.path()
                        .substring(Math.min(
                                Addresses.SUBSCRIPTION.length(), call.path().length()));
        var pullPoint = pullPoints.get(id);
        if (pullPoint == null || pullPoint.isOver()) {
            throw unknown();
        }
        return pullPoint;
    }

    private static SoapFault unknown() {
        return SoapFault.invalidArgument("ter:NoSubscription", "There is no such pull point, or it ran out");
    }

    private String times(String prefix, Duration life) {
        var now = clock.instant();
        return String.format(
                Locale.ROOT,
                "<%1$s:CurrentTime>%2$s</%1$s:CurrentTime><%1$s:TerminationTime>%3$s</%1$s:TerminationTime>\n",
                prefix,
                Soap.time(now),
                Soap.time(now.plus(life)));
    }

    /// A time to live is written as a duration or as a moment by the door's clock.
    private Duration life(String text) throws SoapFault {
        var life = text.isEmpty()
                ? USUAL_LIFE
                : text.startsWith("P") ? duration(text) : Duration.between(clock.instant(), moment(text));
        if (!life.isPositive()) {
            throw SoapFault.invalidArgument("ter:InvalidTerminationTime", "That time is over already");
        }
        return life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
    }

    private static Instant moment(String text) throws SoapFault {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw SoapFault.invalidArgument("ter:InvalidTerminationTime", "Not a time: " + text);
        }
    }

    private static Duration duration(String text) throws SoapFault {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw SoapFault.invalidArgument("ter:InvalidDuration", "Not a duration: " + text);
        }
    }

    private static int limit(String text) throws SoapFault {
        try {
            return text.isEmpty() ? MOST_MESSAGES : Math.clamp(Long.parseLong(text), 1, MOST_MESSAGES);
        } catch (NumberFormatException e) {
            throw SoapFault.invalidArgument("ter:InvalidMessageLimit", "Not a number: " + text);
        }
    }
}
