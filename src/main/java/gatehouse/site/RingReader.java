package gatehouse.site;

import gatehouse.door.RingBy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What rings, and the sound files of a site, from the site file.
final class RingReader {
    private final Marked marked;
    private final SoundCheck check;

    RingReader(Marked marked, SoundCheck check) {
        this.marked = marked;
        this.check = check;
    }

    Ringing ringing(JsonNode node) throws SiteFault {
        var tones = new ArrayList<Ringing.ByPriority>();
        var known = new HashSet<Integer>();
        for (int i = 0; i < node.path("tones").size(); i++) {
            var at = "/calls/ringing/tones/" + i;
            var entry = node.path("tones").get(i);
            int from = entry.path("from").asInt(0);
            if (!known.add(from)) {
                throw marked.fault(
                        at, "Another tone rings from priority " + from + " on.", "Expected each priority once.");
            }
            tones.add(new Ringing.ByPriority(
                    from, tone(at + "/tone", entry.path("tone")).orElseThrow()));
        }
        var usual = Ringing.USUAL;
        return new Ringing(
                node.has("least") ? node.path("least").asInt() / 100.0 : usual.least(),
                tones.isEmpty() ? usual.tones() : tones);
    }

    /// A number is one of the tones of the program, anything else a file.
    Optional<RingBy> tone(String at, JsonNode node) throws SiteFault {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                node.isNumber()
                        ? new RingBy.BuiltIn(node.asInt())
                        : new RingBy.Wave(file(at, node, SoundCheck.Use.RING_TONE)));
    }

    /// Beside the site file unless it says where.
    Path file(String at, JsonNode node, SoundCheck.Use use) throws SiteFault {
        Path file;
        try {
            file = marked.folder().resolve(Path.of(node.asString()));
        } catch (InvalidPathException e) {
            throw marked.fault(at, "\"" + node.asString() + "\" is no file name.", "Expected one like bell.wav.");
        }
        var wrong = check.look(file, use);
        if (wrong.isPresent()) {
            throw marked.fault(at, wrong.get().sentence(), wrong.get().remedy());
        }
        return file;
    }
}
