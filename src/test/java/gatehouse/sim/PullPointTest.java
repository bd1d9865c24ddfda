package gatehouse.sim;

import static gatehouse.sim.OnvifCaller.EVENTS;
import static gatehouse.sim.OnvifCaller.texts;
import static gatehouse.sim.OnvifCaller.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.DoorId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events by pull point: states first, then what happens.
class PullPointTest {
    private final OnvifCaller caller = new OnvifCaller();
    private DemoSite site;

    @BeforeEach
    void open() throws IOException {
        site = DemoSite.open(
                DemoSettings.of(6)
                        .withNetwork(74)
                        .withoutDiscovery()
                        .withPulse(Duration.ofMillis(300))
                        .withWalk(Duration.ofMillis(1)),
                new Dial.Later());
    }

    @AfterEach
    void close() {
        caller.close();
        site.close();
    }

    private SimDoor door(String id) {
        return site.door(new DoorId(id));
    }

    private URI events(SimDoor door) {
        return door.web().resolve("/onvif/event_service");
    }

    private String subscribe(SimDoor door, String inner) throws Exception {
        var answer = caller.call(
                events(door),
                EVENTS,
                door.plan().login(),
                "<x:CreatePullPointSubscription>" + inner
                        + "<x:InitialTerminationTime>PT60S</x:InitialTerminationTime></x:CreatePullPointSubscription>");
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private String pull(SimDoor door, URI at, String header, String timeout) {
        try {
            String body = "<x:PullMessages><x:Timeout>" + timeout
                    + "</x:Timeout><x:MessageLimit>50</x:MessageLimit></x:PullMessages>";
            String security = token(door.plan().login(), Instant.now());
            return caller.post(at, OnvifCaller.envelope(EVENTS, security + header, body))
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void relayIsToldFirstAsStateThenAsChange() throws Exception {
        var door = door("main-entrance");
        var at = URI.create(texts(subscribe(door, ""), "Address").getFirst());
        String states = pull(door, at, "", "PT0S");
        assertTrue(states.contains("Initialized") && !states.contains("Changed"), states);
        assertTrue(states.contains("Device/Trigger/Relay") && states.contains("MyRuleDetector/Visitor"), states);

        var waiting = CompletableFuture.supplyAsync(() -> pull(door, at, "", "PT60S"));
        door.lock().open(Lock.By.TONES);
        String opened = waiting.get(30, TimeUnit.SECONDS);
        assertTrue(opened.contains("Changed") && opened.contains("Value=\"active\""), opened);
        String locked = opened.contains("\"inactive\"") ? opened : pull(door, at, "", "PT20S");
        assertTrue(locked.contains("Value=\"inactive\""), locked);
    }

    @Test
    void ringIsAVisitor() throws Exception {
        var door = door("main-entrance");
        String filter = "<x:Filter><n:TopicExpression xmlns:n=\"http://docs.oasis-open.org/wsn/b-2\">"
                + "tns1:RuleEngine//.</n:TopicExpression></x:Filter>";
        var at = URI.create(texts(subscribe(door, filter), "Address").getFirst());
        assertFalse(pull(door, at, "", "PT0S").contains("Relay"));
        door.ring();
        String rung = pull(door, at, "", "PT20S");
        assertTrue(rung.contains("Visitor") && rung.contains("Value=\"true\""), rung);
    }

    @Test
    void referenceParameterMustBeEchoedWhereTheDeviceUsesOne() throws Exception {
        var door = door("staff-door");
        String id = texts(subscribe(door, ""), "SubscriptionId").getFirst();
        assertTrue(pull(door, events(door), "", "PT0S").contains("ter:InvalidArgVal"));
        String header = "<g:SubscriptionId xmlns:g=\"urn:gatehouse:simulated\">" + id + "</g:SubscriptionId>";
        assertTrue(pull(door, events(door), header, "PT0S").contains("Initialized"));
    }

    @Test
    void unsubscribedPullPointIsGoneAndWakesItsReader() throws Exception {
        var door = door("main-entrance");
        var at = URI.create(texts(subscribe(door, ""), "Address").getFirst());
        pull(door, at, "", "PT0S");
        var waiting = CompletableFuture.supplyAsync(() -> pull(door, at, "", "PT60S"));
        var renewed = caller.call(
                at,
                "http://docs.oasis-open.org/wsn/b-2",
                door.plan().login(),
                "<x:Renew><x:TerminationTime>PT30S</x:TerminationTime></x:Renew>");
        assertEquals(200, renewed.statusCode(), renewed.body());
        var ended = caller.call(
                at, "http://docs.oasis-open.org/wsn/b-2", door.plan().login(), "<x:Unsubscribe/>");
        assertEquals(200, ended.statusCode(), ended.body());
        assertTrue(waiting.get(30, TimeUnit.SECONDS).contains("ter:InvalidArgVal"));
        assertTrue(pull(door, at, "", "PT0S").contains("ter:InvalidArgVal"));
    }

    @Test
    void ninthPullPointIsRefused() throws Exception {
        var door = door("lobby");
        for (int i = 0; i < 8; i++) {
            subscribe(door, "");
        }
        var ninth = caller.call(events(door), EVENTS, door.plan().login(), "<x:CreatePullPointSubscription/>");
        assertEquals(500, ninth.statusCode());
    }
}
