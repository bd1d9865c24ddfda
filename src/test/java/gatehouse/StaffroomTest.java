package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.DeskState;
import gatehouse.desk.HandOver;
import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.desk.Shift;
import gatehouse.history.Event;
import gatehouse.history.History;
import gatehouse.history.Kind;
import gatehouse.site.Security;
import gatehouse.site.Site;
import gatehouse.ui.MadeUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What the desk is told of before anybody sits down.
@ResourceLock("the register of keys")
class StaffroomTest {
    @TempDir
    private Path data;

    private final List<Happening> told = new CopyOnWriteArrayList<>();

    @Test
    void aNoteThatNobodyReadIsThereAfterARestart() throws Exception {
        var left = Event.now(Kind.SHIFT_ENDED, "Gerda's shift ended: Gate sticks")
                .withOperator("Gerda")
                .withFact("note", "Gate sticks")
                .withFact("open", "South gate: missed\nLobby: held open, by Sam");
        try (var history = History.open(data)) {
            history.keep(left);
        }
        opened(site(0), true);
        assertEquals(
                new Shift(
                        Optional.empty(),
                        Optional.of(new HandOver(
                                "Gerda",
                                left.at(),
                                "Gate sticks",
                                List.of("South gate: missed", "Lobby: held open, by Sam")))),
                shift());
        try (var history = History.open(data)) {
            history.keep(Event.now(Kind.SHIFT_STARTED, "Max's shift began, taken over from Gerda")
                    .withOperator("Max"));
        }
        opened(site(0), true);
        assertEquals(new Shift(Optional.of("Max"), Optional.empty()), shift(), "what was read is not read again");
    }

    @Test
    void aLampWarnsOfSecretsThatStandInTheSiteFileInClear() throws Exception {
        opened(site(0), false);
        assertTrue(lamps().isEmpty());
        opened(site(2), false);
        var lamp = lamps().getFirst();
        assertEquals(Lamp.Health.DEGRADED, lamp.health());
        assertTrue(lamp.word().startsWith("2 stand"), lamp.word());
        assertTrue(lamp.remedy().contains("gatehouse secret set"), lamp.remedy());
    }

    private void opened(Site site, boolean shifts) throws Exception {
        told.clear();
        try (var history = History.open(data)) {
            var known = new CountDownLatch(1);
            Consumer<Happening> desk = happening -> {
                told.add(happening);
                if (happening instanceof Happening.ShiftKnown) {
                    known.countDown();
                }
            };
            try (var staffroom = Staffroom.open(site, data, history, desk)) {
                staffroom.seated(() -> DeskState.opened(site), history, door -> {});
                if (shifts) {
                    assertTrue(known.await(30, TimeUnit.SECONDS), "how the last shift ended is told");
                }
            }
        }
    }

    private static Site site(int inClear) {
        var made = new MadeUp(2).done().site();
        return new Site(
                made.name(),
                made.calls(),
                made.viewing(),
                made.doors(),
                made.groups(),
                made.people(),
                new Security(Duration.ofMinutes(10), Optional.empty(), inClear),
                false);
    }

    private Shift shift() {
        return told.stream()
                .filter(Happening.ShiftKnown.class::isInstance)
                .map(h -> ((Happening.ShiftKnown) h).shift())
                .findFirst()
                .orElseThrow();
    }

    private List<Lamp> lamps() {
        return told.stream()
                .filter(Happening.LampSet.class::isInstance)
                .map(Happening.LampSet.class::cast)
                .filter(set -> set.key().equals("secrets"))
                .map(Happening.LampSet::lamp)
                .toList();
    }
}
