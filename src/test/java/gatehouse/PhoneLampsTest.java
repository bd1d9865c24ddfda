package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.desk.Happening;
import gatehouse.desk.Lamp;
import gatehouse.sip.PhoneEvent;
import gatehouse.site.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the status bar says of the telephone.
class PhoneLampsTest {
    private final List<Lamp> said = new ArrayList<>();
    private final PhoneLamps lamps =
            new PhoneLamps(new Calls(List.of(), List.of(), Duration.ofMinutes(1), 20, 0, 0), this::hear);

    private void hear(Happening happening) {
        if (happening instanceof Happening.LampSet set && set.key().equals("flood")) {
            said.add(set.lamp());
        }
    }

    @Test
    void whoFloodsIsNamedUntilTheLastOneHasStopped() {
        lamps.flood(new PhoneEvent.Flooded("192.0.2.9", true));
        assertEquals("flooded by 192.0.2.9", said.getLast().word());
        assertEquals(Lamp.Health.DEGRADED, said.getLast().health());
        lamps.flood(new PhoneEvent.Flooded("192.0.2.8", true));
        assertEquals("flooded by 192.0.2.8, 192.0.2.9", said.getLast().word());
        lamps.flood(new PhoneEvent.Flooded("192.0.2.9", false));
        assertEquals("flooded by 192.0.2.8", said.getLast().word());
        lamps.flood(new PhoneEvent.Flooded("192.0.2.8", false));
        assertEquals(Lamp.Health.GOOD, said.getLast().health());
    }
}
