package gatehouse.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.door.CallAt;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import gatehouse.door.RingBy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Where calls go, as the site file says it.
class CallPlanFileTest {
    private static final Path EXAMPLE = Path.of("config/site.example.yaml");

    @Test
    void theExampleHasTargetsSchedulesForwardsAnnouncementsAndReasons() throws Exception {
        var calls = read(EXAMPLE).calls();
        var plan = calls.plan();
        assertEquals(
                List.of(
                        new Target("porter", "Porter", new CallAt.Extension("pbx", "640")),
                        new Target("control", "Control room", new CallAt.Address("control", "192.0.2.50", 5060))),
                plan.targets());
        assertEquals(
                new Schedule(
                        "weekend",
                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                        LocalTime.MIDNIGHT,
                        LocalTime.MIDNIGHT,
                        ZoneId.of("Europe/Berlin"),
                        Set.of(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 26), LocalDate.of(2027, 1, 1))),
                plan.schedules().getLast());
        assertEquals(
                List.of(
                        new Forward(Duration.ofSeconds(25), "porter", Optional.empty()),
                        new Forward(Duration.ZERO, "control", Optional.of("weekend"))),
                plan.forwards());
        var wait = plan.announcement("wait").orElseThrow();
        assertEquals(1, wait.key());
        assertTrue(wait.file().endsWith("config/announcements/please-wait.wav"), "beside the site file");
        assertEquals(Optional.of(new DeclineReason("closed", "We are closed", 480, "Closed")), plan.reason("closed"));
        assertEquals(LineMedia.Srtp.PREFERRED, calls.lines().getFirst().media().srtp());
    }

    @Test
    void aDoorSaysHowItIsSpokenWith() throws Exception {
        var door = read(EXAMPLE).door(new DoorId("main-entrance")).orElseThrow();
        assertEquals(
                new Intercom(
                        Optional.empty(),
                        Optional.of(new RingBy.BuiltIn(2)),
                        6,
                        0,
                        Intercom.Mode.FULL,
                        Intercom.Redirect.AUTO),
                door.intercom());
        assertEquals(Optional.of(new CallAt.Extension("pbx", "301")), door.calledAt(), "where it calls from");
    }

    static List<CallAt> addresses() {
        return List.of(
                new CallAt.Extension("pbx", "640"),
                new CallAt.Address("side", "192.0.2.60", 5062),
                new CallAt.Address("", "192.0.2.60", 5060, CallAt.By.TCP),
                new CallAt.Address("side", "192.0.2.60", 5061, CallAt.By.TLS),
                new CallAt.Address("side", "192.0.2.60", 5061, CallAt.By.TLS, Optional.of("A".repeat(43) + "=")));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void aDoorThatIsWrittenIntoTheFileIsReadTheSame(CallAt at, @TempDir Path folder) throws Exception {
        var file = Files.copy(EXAMPLE, folder.resolve("site.yaml"));
        var known = read(file).door(new DoorId("main-entrance")).orElseThrow();
        var added = new Door(
                        new DoorId("side-door"),
                        "Side door",
                        known.camera().orElseThrow(),
                        Optional.empty(),
                        known.outputs(),
                        "",
                        5,
                        Optional.empty(),
                        known.login())
                .with(new Intercom(
                        Optional.of(at),
                        Optional.of(new RingBy.Wave(folder.resolve("bell.wav"))),
                        -3,
                        4.5,
                        Intercom.Mode.PUSH,
                        Intercom.Redirect.YES));
        SiteFile.addDoor(file, added, CallPlanFileTest::secret);
        assertEquals(added.intercom(), read(file).door(added.id()).orElseThrow().intercom());
    }

    /// Each row breaks the example in one place: what is replaced by what, and where and how it must be said.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "after: 25s, to: porter | after: 25s, to: janitor | forward/0/to | There is no target \"janitor\". Expected one of: control, porter.",
                "after: 25s, to: porter | after: 90s, to: porter | forward/0/after | it rings for 60 s",
                "after: 0s, to: control, schedule: weekend | after: 0s, to: control, schedule: sundays | forward/1/schedule | There is no schedule \"sundays\"",
                "zone: Europe/Berlin} | zone: Europe/Bonn} | schedules/0/zone | There is no zone \"Europe/Bonn\". Expected one like Europe/Berlin.",
                "2026-12-25 | 2026-02-30 | holidays | There is no day \"2026-02-30\"",
                "days: [sat, sun] | days: [sat, son] | days | Expected one of: mon, tue, wed, thu, fri, sat, sun.",
                "from: \"22:00\" | from: \"24:00\" | from | a time of day like 22:00, in quotes",
                "line: pbx, extension: \"640\" | line: abc, extension: \"640\" | targets | There is no line \"abc\"",
                "line: pbx, extension: \"640\" | line: pbx | targets | It is not clear where this is called.",
                "port: 5060, user: control | port: 5060, transport: tcp, pin: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | pin | Without TLS no certificate is shown.",
                "port: 5060, user: control | port: 5060, transport: sctp, user: control | sctp | Expected one of: udp, tcp, tls.",
                "status: 480 | status: 180 | status | 180",
                "srtp: preferred | srtp: maybe | srtp | Expected one of: required, preferred, off.",
                "codecs: [opus, g722, pcma, pcmu] | codecs: [opus, g729] | codecs | Expected one of: opus, g722, pcma, pcmu.",
                "mode: full | mode: loud | mode | Expected one of: full, half, push.",
                "# quietHours: [night] | quietHours: [nights] | quietHours | There is no schedule \"nights\". Expected one of: night, office, weekend.",
                "gainUp: 6 | gainUp: 60 | gainUp | 60",
                "ringTone: 2 | ringTone: two | ringTone | \"two\"",
                "name: Control room | nam: Control room | nam | \"name\" is missing here"
            })
    void whatIsWrongIsNamedWithItsPlace(String was, String is, String where, String said, @TempDir Path folder)
            throws Exception {
        var text = Files.readString(EXAMPLE);
        assertTrue(text.contains(was), was);
        var broken =
                text.replaceFirst(java.util.regex.Pattern.quote(was), java.util.regex.Matcher.quoteReplacement(is));
        var file = Files.writeString(folder.resolve("site.yaml"), broken);
        var fault = assertThrows(SiteFault.class, () -> read(file), where);
        assertTrue(fault.getMessage().contains(said), fault.getMessage());
        int at = broken.indexOf(is);
        long line = broken.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        assertEquals(line, fault.line(), fault.getMessage());
        assertTrue(fault.column() > 1, fault.getMessage());
    }

    private static Site read(Path file) throws SiteFault {
        return SiteFile.read(file, CallPlanFileTest::secret);
    }

    private static Optional<String> secret(String name) {
        return SiteFileTest.kept(name);
    }
}
