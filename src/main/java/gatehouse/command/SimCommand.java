package gatehouse.command;

import gatehouse.sim.DemoSettings;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Dial;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The simulated doors alone, for whoever wants to point a player, a phone or an ONVIF tool at them.
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        description = "Simulated doors alone: one JSON object per door on stdout, until interrupted.",
        footer = {
            "",
            "Orders on stdin: ring, leave, clear, state DOOR; fault DOOR KIND; quit.",
            "Kinds of fault: wrong-password, stalls, drops-stream, busy, never-answers,",
            "relay-refuses, relay-silent, clock-off, black, covered, repeats, no-key-picture,",
            "broken-pictures, unknown-codec, no-more-viewers, half-size, sequence-jumps,",
            "clock-backwards."
        })
public final class SimCommand implements Callable<Integer> {
    @Option(
            names = "--doors",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many doors, up to 250 (${DEFAULT-VALUE}).")
    private int doors;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The one address of all doors; without it each has its own on loopback.")
    private InetAddress bind;

    @Option(
            names = "--network",
            paramLabel = "N",
            defaultValue = "1",
            description = "The loopback addresses are 127.0.N.1 and on (${DEFAULT-VALUE}).")
    private int network;

    @Option(
            names = "--base-port",
            paramLabel = "P",
            defaultValue = "0",
            description = "The first port, ten per door; 0 takes free ones (${DEFAULT-VALUE}).")
    private int basePort;

    @Option(names = "--dial", paramLabel = "sip:HOST:PORT", description = "Whom the doors call that call straight.")
    private String dial;

    @Option(names = "--ring-every", paramLabel = "TIME", description = "A door rings this often, in turn: 30s, 5m.")
    private String ringEvery;

    @Spec
    private CommandSpec spec;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        var target = target();
        var every = ringEvery == null ? Duration.ZERO : duration(ringEvery);
        var hook = Thread.ofPlatform().name("sim-end").unstarted(this::end);
        Runtime.getRuntime().addShutdownHook(hook);
        var out = spec.commandLine().getOut();
        try (var site = DemoSite.open(settings, target);
                var clock = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("sim-rings").factory())) {
            site.doors().forEach(door -> say(out, SimSheet.of(site, door)));
            var listener = new SimOrders(site, line -> say(out, line), stop::countDown);
            Thread.ofPlatform().daemon(true).name("sim-orders").start(() -> listener.read(System.in));
            if (every.isPositive()) {
                var next = new AtomicInteger();
                clock.scheduleAtFixedRate(
                        () -> site.doors()
                                .get(Math.floorMod(next.getAndIncrement(), doors))
                                .ring(),
                        every.toMillis(),
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            stop.await();
        } catch (IOException e) {
            spec.commandLine().getErr().println("The simulated doors cannot start: " + e.getMessage());
            return 1;
        } finally {
            gone.countDown();
        }
        return 0;
    }

    /// Interrupted from outside: the doors say Bye before the program ends.
    private void end() {
        stop.countDown();
        try {
            if (!gone.await(10, TimeUnit.SECONDS)) {
                spec.commandLine().getErr().println("The simulated doors did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private DemoSettings settings() {
        try {
            var settings = DemoSettings.of(doors).withNetwork(network).withBasePort(basePort);
            return bind == null ? settings : settings.withBind(bind);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Dial target() {
        if (dial == null) {
            return new Dial.Later();
        }
        var matcher =
                Pattern.compile("sip:(?:[^@]*@)?([^:;]+)(?::([0-9]{1,5}))?").matcher(dial);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--dial takes sip:HOST:PORT, as sip:127.0.0.1:5060, not " + dial);
        }
        int port = matcher.group(2) == null ? 5060 : Integer.parseInt(matcher.group(2));
        return new Dial.To(new InetSocketAddress(matcher.group(1), port));
    }

    private Duration duration(String text) {
        var matcher = Pattern.compile("([0-9]{1,6})(ms|s|m)").matcher(text);
        if (!matcher.matches()) {
            throw new ParameterException(spec.commandLine(), "A time is 500ms, 30s or 5m, not " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
