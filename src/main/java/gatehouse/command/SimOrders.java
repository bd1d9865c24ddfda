package gatehouse.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.door.DoorId;
import gatehouse.sim.DemoSite;
import gatehouse.sim.FaultNames;
import gatehouse.sim.SimDoor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be typed while the simulated doors run. A line that is not understood is said in the log and changes
/// nothing; the end of the input ends nothing, so that the doors run on in the background.
final class SimOrders {
    private static final Logger log = LoggerFactory.getLogger(SimOrders.class);

    private final DemoSite site;
    private final Consumer<String> out;
    private final Runnable quit;

    SimOrders(DemoSite site, Consumer<String> out, Runnable quit) {
        this.site = site;
        this.out = out;
        this.quit = quit;
    }

    void read(InputStream in) {
        try {
            var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                obey(line.trim());
            }
        } catch (IOException e) {
            log.debug("No more orders: {}", e.getMessage());
        }
    }

    private void obey(String line) {
        String[] words = line.split("\\s+");
        try {
            switch (words[0]) {
                case "" -> {
                    // An empty line orders nothing.
                }
                case "quit" -> quit.run();
                case "ring" -> door(words).ring();
                case "leave" -> door(words).leave();
                case "fault" -> door(words).faults().add(FaultNames.named(words.length > 2 ? words[2] : ""));
                case "clear" -> door(words).faults().clear();
                case "state" -> out.accept(SimSheet.locks(door(words)));
                default -> log.warn("Not an order: {}", line);
            }
        } catch (IllegalArgumentException e) {
            log.warn("{}", e.getMessage());
        }
    }

    private SimDoor door(String[] words) {
        return site.door(new DoorId(words.length > 1 ? words[1] : ""));
    }
}
