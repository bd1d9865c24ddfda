package gatehouse.command;

import gatehouse.onvif.AddressRange;
import gatehouse.onvif.Discovery;
import gatehouse.onvif.FoundDevice;
import gatehouse.onvif.Search;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `gatehouse discover`: what ONVIF devices are there. Sends no login. One line or one JSON object per device, as they
/// answer; ends with 1 when nothing could be searched, 2 for wrong usage.
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = "Finds ONVIF devices on the network. Prints one line or JSON object per device.")
public final class DiscoverCommand implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--json", description = "One JSON object per line and nothing else.")
    private boolean json;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "3s",
            description = "How long to listen: 3s, 500ms, 1m.")
    private String time;

    @Option(names = "--interface", paramLabel = "NAME", description = "Only this network interface.")
    private Optional<String> interfaceName = Optional.empty();

    @Option(names = "--range", paramLabel = "CIDR", description = "Also ask each address of this range, at most a /16.")
    private List<String> ranges = new ArrayList<>();

    @Option(names = "--at", paramLabel = "ADDRESS", description = "Only ask these addresses, and no multicast.")
    private List<String> at = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var search = search();
        PrintWriter out = spec.commandLine().getOut();
        try {
            var found = Discovery.search(search, device -> print(out, device));
            if (found.isEmpty() && !json) {
                spec.commandLine().getErr().println("No device answered.");
            }
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("Nothing could be searched: " + e.getMessage());
            return 1;
        }
    }

    private Search search() {
        interfaceName.ifPresent(this::checkInterface);
        var parsed = new ArrayList<AddressRange>();
        for (var range : ranges) {
            try {
                parsed.add(AddressRange.parse(range));
            } catch (IllegalArgumentException e) {
                throw wrong(e.getMessage() + ".");
            }
        }
        var devices = at.stream().map(this::address).toList();
        return new Search(duration(), at.isEmpty(), interfaceName, parsed, devices);
    }

    private Duration duration() {
        var m = TIME.matcher(time);
        if (!m.matches()) {
            throw wrong("\"" + time + "\" is not a time like 3s, 500ms or 1m.");
        }
        long number = Long.parseLong(m.group(1));
        var duration = switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw wrong("\"" + time + "\" is not between 1ms and 10m.");
        }
        return duration;
    }

    private void checkInterface(String name) {
        try {
            var names = Discovery.interfaces();
            if (!names.contains(name)) {
                throw wrong("There is no network interface \"" + name + "\" that is up; there are "
                        + String.join(", ", names) + ".");
            }
        } catch (IOException e) {
            throw wrong("The network interfaces cannot be listed: " + e.getMessage());
        }
    }

    private InetSocketAddress address(String text) {
        try {
            return new InetSocketAddress(InetAddress.getByName(text), Search.PORT);
        } catch (UnknownHostException e) {
            throw wrong("\"" + text + "\" is no address and no known name.");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private void print(PrintWriter out, FoundDevice device) {
        out.println(json ? object(device) : line(device));
        out.flush();
    }

    private static String line(FoundDevice device) {
        return String.format(
                Locale.ROOT,
                "%-15s  %-24s  %-20s  %s",
                device.from().getHostAddress(),
                device.name().isEmpty() ? "(no name)" : device.name(),
                device.hardware(),
                device.service().map(URI::toString).orElse("(no address)"));
    }

    private static String object(FoundDevice device) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("endpoint", device.endpoint());
        fields.put("name", device.name());
        fields.put("hardware", device.hardware());
        fields.put("location", device.location());
        fields.put("profiles", device.profiles());
        fields.put("service", device.service().map(URI::toString).orElse(""));
        fields.put("addresses", device.addresses().stream().map(URI::toString).toList());
        fields.put("from", device.from().getHostAddress());
        fields.put("interface", device.interfaceName());
        return JSON.writeValueAsString(fields);
    }
}
