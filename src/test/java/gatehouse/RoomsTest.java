package gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The table of rooms, held: who may enter where, and which library lives in which room.
class RoomsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/test/"))
            .importPackages("gatehouse");

    /// Which rooms a room may use beside itself. The root and `command` may use all and are not listed.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("lifecycle", Set.of()),
            Map.entry("door", Set.of()),
            Map.entry("site", Set.of("door")),
            Map.entry("rtp", Set.of("lifecycle")),
            Map.entry("onvif", Set.of("trust", "door", "lifecycle")),
            Map.entry("trust", Set.of("door")),
            Map.entry("darkroom", Set.of("lifecycle")),
            Map.entry("video", Set.of("darkroom", "trust", "rtp", "door", "lifecycle")),
            Map.entry("sip", Set.of("trust", "rtp", "door", "lifecycle")),
            Map.entry("audio", Set.of("rtp", "lifecycle")),
            Map.entry("link", Set.of("trust", "door", "lifecycle")),
            Map.entry("unlock", Set.of("trust", "onvif", "door", "lifecycle")),
            Map.entry("history", Set.of("door", "lifecycle")),
            Map.entry("safe", Set.of("door")),
            Map.entry("operator", Set.of("safe", "trust", "door", "site", "history", "lifecycle")),
            Map.entry(
                    "desk",
                    Set.of(
                            "operator",
                            "history",
                            "unlock",
                            "audio",
                            "sip",
                            "video",
                            "onvif",
                            "rtp",
                            "site",
                            "door",
                            "lifecycle")),
            Map.entry(
                    "installer",
                    Set.of("onvif", "video", "sip", "audio", "unlock", "rtp", "site", "door", "lifecycle")),
            Map.entry(
                    "ui",
                    Set.of(
                            "desk",
                            "installer",
                            "site",
                            "history",
                            "operator",
                            "trust",
                            "door",
                            "lifecycle",
                            "video",
                            "sip",
                            "audio",
                            "onvif",
                            "unlock")),
            Map.entry("sim", Set.of("door", "site", "lifecycle")));

    @TestFactory
    List<DynamicTest> everyRoomUsesOnlyWhatTheTableAllows() {
        var tests = new ArrayList<DynamicTest>();
        new TreeSet<>(MAY_USE.keySet()).forEach(room -> tests.add(DynamicTest.dynamicTest(room, () -> holds(room))));
        return tests;
    }

    private static void holds(String room) {
        var allowed = new ArrayList<String>();
        allowed.add("gatehouse." + room + "..");
        MAY_USE.get(room).forEach(other -> allowed.add("gatehouse." + other + ".."));
        var forbidden = resideInAPackage("gatehouse..").and(not(resideInAnyPackage(allowed.toArray(String[]::new))));
        noClasses()
                .that()
                .resideInAPackage("gatehouse." + room + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .because("the room " + room + " may use only " + new TreeSet<>(MAY_USE.get(room))
                        + ": whoever needs more belongs into another room")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void everyPackageIsARoomOfTheTable() {
        var rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(p -> p.startsWith("gatehouse."))
                .map(p -> p.substring("gatehouse.".length()).replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        var known = new TreeSet<>(MAY_USE.keySet());
        known.add("command");
        rooms.removeAll(known);
        assertEquals(Set.of(), rooms, "a new room is a decision: put it into the table first");
        assertTrue(HOUSE.size() > 50, "the classes were found");
    }

    @Test
    void roomsFormNoCircle() {
        slices().matching("gatehouse.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a circle of rooms cannot be understood, tested or lifted out one by one")
                .check(HOUSE);
    }

    @TestFactory
    List<DynamicTest> librariesStayInTheirRooms() {
        return List.of(
                confined("JAIN-SIP", Set.of("sip"), "javax.sip..", "gov.nist.."),
                confined("FFmpeg", Set.of("darkroom.bath", "audio", "sim"), "org.bytedeco.."),
                confined(
                        "SQL",
                        Set.of("history"),
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "com.zaxxer..",
                        "org.flywaydb..",
                        "org.h2.."),
                confined("ControlsFX", Set.of("ui"), "org.controlsfx..", "impl.org.controlsfx.."),
                confined("sound devices", Set.of("audio"), "javax.sound.."),
                confined("YAML", Set.of("site"), "org.snakeyaml.."),
                confined("SRTP", Set.of("rtp"), "org.jitsi.."),
                confined("Opus", Set.of("audio"), "io.github.jaredmdobson.."),
                confined("MQTT", Set.of("unlock", "link"), "com.hivemq.."),
                confined("Modbus", Set.of("unlock"), "com.ghgande.."),
                confined("Argon2", Set.of("safe"), "org.bouncycastle.."),
                confined("LDAP", Set.of("operator"), "com.unboundid.."));
    }

    private static DynamicTest confined(String what, Set<String> rooms, String... packages) {
        var inside = rooms.stream().map(r -> "gatehouse." + r + "..").toArray(String[]::new);
        return DynamicTest.dynamicTest(
                what,
                () -> noClasses()
                        .that(resideInAPackage("gatehouse..").and(not(resideInAnyPackage(inside))))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages)
                        .because(what + " is the business of " + rooms + " alone, so that it can be exchanged there")
                        .check(HOUSE));
    }

    @Test
    void onlyTheScreensAndTheFrontStepKnowJavaFx() {
        noClasses()
                .that(resideInAPackage("gatehouse..")
                        .and(not(resideInAPackage("gatehouse.ui..")))
                        .and(not(resideInAPackage("gatehouse"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp..")
                .because("everything but the window must run without one")
                .check(HOUSE);
    }

    @Test
    void onlyShownPutsThingsOnTheScreensThread() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are not Shown", (JavaClass c) -> !c.getName().startsWith("gatehouse.ui.kit.Shown")))
                .should()
                .callMethod("javafx.application.Platform", "runLater", "java.lang.Runnable")
                .because("one door to the screen's thread, where the newest value wins")
                .check(HOUSE);
    }

    @Test
    void nobodyTrustsEveryCertificate() {
        noClasses()
                .that(not(DescribedPredicate.describe(
                        "the one judge", (JavaClass c) -> c.getName().equals("gatehouse.trust.CertificateCheck"))))
                .should()
                .beAssignableTo("javax.net.ssl.X509TrustManager")
                .because(
                        "a device's certificate is checked or pinned, never waved through, and in one place: a pin must"
                                + " overrule the trust store, and that is the only class that may")
                .check(HOUSE);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod("java.lang.Thread", "sleep", "long")
                .orShould()
                .callMethod("java.lang.Thread", "sleep", "java.time.Duration")
                .because("waiting is for a state, with a time-out, and can be interrupted by close()")
                .check(HOUSE);
    }
}
