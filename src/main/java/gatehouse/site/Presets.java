package gatehouse.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// How the devices of known makers are opened over HTTP: `config/devices/NAME.yaml`, or a file of that name in the
/// folder
/// `devices` beside the site file, which goes first.
final class Presets {
    static final List<String> BUILT_IN = List.of("2n", "akuvox", "axis", "dahua", "doorbird", "hikvision");
    private static final int LARGEST = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Presets() {}

    /// One preset as it stands in its file. `relay` is the number of the output that is meant when none is named,
    /// `login` how the device wants to be logged in to.
    record Preset(Marked marked, String relay, String login) {
        JsonNode root() {
            return marked.root();
        }
    }

    static Optional<Preset> read(Path siteFile, String name) throws SiteFault {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        var own = siteFile.toAbsolutePath().resolveSibling("devices").resolve(name + ".yaml");
        if (Files.isRegularFile(own)) {
            return Optional.of(preset(own, SiteFile.text(own)));
        }
        return builtIn(name).map(Optional::of).orElse(Optional.empty());
    }

    static Optional<Preset> builtIn(String name) throws SiteFault {
        if (!BUILT_IN.contains(name)) {
            return Optional.empty();
        }
        var file = "/gatehouse/config/devices/" + name + ".yaml";
        try (var in = Presets.class.getResourceAsStream(file)) {
            if (in == null) {
                return Optional.empty();
            }
            var text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
            return Optional.of(preset(Path.of("config", "devices", name + ".yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Preset preset(Path file, String text) throws SiteFault {
        var marked = Marked.read(file, text);
        for (var key : List.of("maker", "source", "open")) {
            if (!marked.root().has(key)) {
                throw marked.fault("", "\"" + key + "\" is missing here.", "Expected a line \"" + key + ": …\".");
            }
        }
        return new Preset(
                marked,
                marked.root().path("relay").asString("1"),
                marked.root().path("login").asString("any"));
    }
}
