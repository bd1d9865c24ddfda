package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.audio.NoSound;
import gatehouse.door.ModbusBox;
import gatehouse.sim.Faults;
import gatehouse.sim.Lock;
import gatehouse.sim.box.RelayBox;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A relay that a dead console left switched on.
class PulsesFileTest {
    private static final PulsesFile.Owed GATE = new PulsesFile.Owed(new ModbusBox("192.0.2.1", 502, 1), 3);
    private static final PulsesFile.Owed BARRIER = new PulsesFile.Owed(new ModbusBox("192.0.2.1", 502, 1), 4);

    @TempDir
    private Path data;

    @Test
    void whatIsOwedOutlivesTheConsoleAndWhatIsPaidDoesNot() throws Exception {
        var file = new PulsesFile(data);
        file.add(GATE);
        file.add(BARRIER);
        file.remove(GATE);
        assertEquals(Set.of(BARRIER), new PulsesFile(data).owed());
        Files.writeString(data.resolve("pulses.txt"), "no\tbox\nat\tall\n192.0.2.1\t502\t1\t3\n");
        assertEquals(Set.of(GATE), new PulsesFile(data).owed());
    }

    @Test
    void nextConsoleSwitchesItOff() throws Exception {
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon(true).factory());
        var faults = new Faults();
        var lock = new Lock("gate", Optional.empty(), faults, timer);
        try (var box = RelayBox.open(InetAddress.getLoopbackAddress(), 0, List.of(lock), List.of(), faults)) {
            var at = new ModbusBox("127.0.0.1", box.port(), 1);
            new PulsesFile(data).add(new PulsesFile.Owed(at, 0));
            lock.open(Lock.By.MODBUS);
            var settings = new HouseSettings(
                    SmallSite.listening(), Optional.empty(), data, Sounds.withoutRinging(new NoSound()), door -> {});
            try (var house = House.open(settings, state -> {})) {
                lock.when(Lock.State.LOCKED).get(20, TimeUnit.SECONDS);
                assertEquals(List.of(new RelayBox.Write(0, false)), box.writes());
                assertEquals("Test", house.state().site().name());
            }
        } finally {
            timer.shutdownNow();
        }
        assertEquals(Set.of(), new PulsesFile(data).owed());
    }
}
