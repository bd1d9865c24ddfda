package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Answers recorded from an Axis and a Hikvision device.
class RecordedAnswersTest {
    private static final Path FOLDER = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"), "onvif");
    private static final Reached HERE = new Reached(URI.create("http://192.0.2.7/onvif/device_service"));

    @BeforeEach
    void needCorpora() {
        assumeTrue(Files.isDirectory(FOLDER), "no corpora at " + FOLDER);
    }

    private static Node content(String file) throws IOException, Xml.Unreadable {
        return Soap.content(Xml.read(Files.readAllBytes(FOLDER.resolve(file)))).orElseThrow();
    }

    @TestFactory
    List<DynamicTest> everyAnswerIsReadAsAnswerOrFault() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".Response.xml")
                            || f.toString().endsWith(".Error.xml"))
                    // Backups and logs are binary in an envelope that the recorder cut.
                    .filter(f -> !f.getFileName().toString().matches("GetSystem(Backup|Log|SupportInformation).*"))
                    .sorted()
                    .map(f -> DynamicTest.dynamicTest(FOLDER.relativize(f).toString(), () -> {
                        var content =
                                Soap.content(Xml.read(Files.readAllBytes(f))).orElseThrow();
                        var operation = f.getFileName().toString().replaceAll("\\..*", "");
                        assertTrue(
                                content.named(operation + "Response")
                                        || Soap.fault(content).isPresent(),
                                content.local());
                    }))
                    .toList();
        }
    }

    @Test
    void profilesOfTheAxisHaveTheirSizes() throws Exception {
        var profiles = Profiles.ofMedia1(content("axis/media/GetProfiles.Response.xml"), 64);
        assertEquals(
                new Profile("profile_1_h264", "profile_1 h264", "H264", 1280, 720, 30, false), profiles.getFirst());
    }

    @Test
    void relaysOfTheHikvisionPulse() throws Exception {
        var relays = new ArrayList<Relay>();
        Profiles.relays(content("hikvision/core/GetRelayOutputs.Response.xml"), false, relays, 64);
        assertEquals(new Relay("AlarmOut_0", "Monostable", "PT5S", "closed", false), relays.getFirst());
        assertEquals(2, relays.size());
        assertFalse(relays.getFirst().isBistable());
    }

    @Test
    void servicesOfTheHikvisionAreReadOnOurHost() throws Exception {
        var services = Services.fromServices(content("hikvision/core/GetServices.Response.xml"), HERE);
        assertEquals(
                URI.create("http://192.0.2.7/onvif/Media"),
                services.of(Soap.MEDIA).orElseThrow().getFirst());
        assertTrue(services.of(Soap.MEDIA2).isEmpty());
    }

    @Test
    void capabilitiesOfBothNameMediaAndEvents() throws Exception {
        for (var maker : List.of("axis", "hikvision")) {
            var services = Services.fromCapabilities(content(maker + "/core/GetCapabilities.Response.xml"), HERE);
            assertTrue(services.of(Soap.MEDIA).isPresent(), maker);
            assertTrue(services.of(Soap.EVENTS).isPresent(), maker);
        }
    }

    @Test
    void clockOfTheHikvisionIsRead() throws Exception {
        var clock = DeviceClock.of(content("hikvision/core/GetSystemDateAndTime.Response.xml"), 0, 0);
        assertEquals(Instant.parse("2018-02-27T18:28:01Z"), clock.orElseThrow().read());
    }

    @Test
    void subscriptionOfTheAxisIsNamedByAReferenceParameter() throws Exception {
        var answer = content("axis/events/CreatePullPointSubscription.Response.xml");
        assertEquals(
                "<SubscriptionId xmlns=\"http://www.axis.com/2009/event\">5</SubscriptionId>",
                answer.at("SubscriptionReference", "ReferenceParameters", "SubscriptionId")
                        .orElseThrow()
                        .copied(""));
    }
}
