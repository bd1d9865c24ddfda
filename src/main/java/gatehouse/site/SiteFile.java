package gatehouse.site;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import gatehouse.door.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Reads the site file. It is used whole or not at all: the shape is checked against `config/site.schema.json`, then
/// the sense (ids that are used twice, a line that is not there), and the first thing that is wrong is named with its
/// line and column.
public final class SiteFile {
    private static final int LARGEST = 1 << 20;
    private static final String RING_TONE = "one of the tones 1 to 6, or a WAV file like bell.wav";

    private SiteFile() {}

    /// `environment` answers `{env: NAME}` passwords; it is an argument so that a check can look without them.
    public static Site read(Path file, Function<String, Optional<String>> environment) throws SiteFault {
        return read(file, Passwords.of(environment));
    }

    public static Site read(Path file, Passwords passwords) throws SiteFault {
        return read(file, passwords, SoundCheck.NONE);
    }

    /// Likewise, and looks into every sound file it names.
    public static Site read(Path file, Passwords passwords, SoundCheck sounds) throws SiteFault {
        return parse(file, text(file), passwords, sounds);
    }

    /// Writes one more door into the file, below the last one, and leaves every other line as it was. The new text is
    /// read and checked before it takes the place of the old one.
    public static Site addDoor(Path file, Door door, Function<String, Optional<String>> environment) throws SiteFault {
        return addDoor(file, door, Passwords.of(environment));
    }

    /// The door's passwords go into the safe where there is one; else they stand in the file, and it says so.
    public static Site addDoor(Path file, Door door, Passwords passwords) throws SiteFault {
        var text = text(file);
        var added = DoorText.insert(Marked.read(file, text), text, door, passwords::keep);
        var site = parse(file, added, passwords);
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(added.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            keepRights(file, fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SiteFault(file, 0, 0, "The file cannot be written: " + e.getMessage() + ".", "Check its rights.");
        }
        return site;
    }

    /// The file may hold passwords, so the new one must not be more open than the old one was.
    private static void keepRights(Path from, Path to) throws IOException {
        if (Files.getFileStore(from).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
    }

    static Site parse(Path file, String text, Function<String, Optional<String>> environment) throws SiteFault {
        return parse(file, text, Passwords.of(environment));
    }

    static Site parse(Path file, String text, Passwords passwords) throws SiteFault {
        return parse(file, text, passwords, SoundCheck.NONE);
    }

    private static Site parse(Path file, String text, Passwords passwords, SoundCheck sounds) throws SiteFault {
        var marked = Marked.read(file, text);
        var errors = schema().validate(marked.root());
        if (!errors.isEmpty()) {
            throw first(marked, errors);
        }
        return new SiteReader(marked, passwords, sounds).site();
    }

    static String text(Path file) throws SiteFault {
        try {
            if (Files.size(file) > LARGEST) {
                throw new SiteFault(file, 0, 0, "The file is larger than 1 MiB.", "Expected a site file.");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SiteFault(file, 0, 0, "There is no such file.", "Copy config/site.example.yaml and edit it.");
        } catch (CharacterCodingException e) {
            throw new SiteFault(file, 0, 0, "The file is not UTF-8 text.", "Save it as UTF-8.");
        } catch (IOException e) {
            throw new SiteFault(file, 0, 0, "The file cannot be read: " + e.getMessage() + ".", "Check its rights.");
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaText.ROOT);
    }

    /// The fault that stands first in the text; people mend a file from the top.
    private static SiteFault first(Marked marked, List<Error> errors) {
        var faults = new ArrayList<SiteFault>();
        for (var error : errors) {
            faults.add(fault(marked, error));
        }
        faults.sort(Comparator.comparingInt(SiteFault::line).thenComparingInt(SiteFault::column));
        return faults.getFirst();
    }

    private static SiteFault fault(Marked marked, Error error) {
        var pointer = error.getInstanceLocation().toString();
        var value = marked.root().at(pointer);
        var name = pointer.isEmpty() ? "The file" : "\"" + pointer.substring(pointer.lastIndexOf('/') + 1) + "\"";
        return switch (error.getKeyword()) {
            case "additionalProperties" ->
                marked.faultAtKey(
                        pointer,
                        error.getProperty(),
                        "\"" + error.getProperty() + "\" is not known here.",
                        "Expected one of: " + String.join(", ", known(error)) + ".");
            case "required" ->
                marked.fault(
                        pointer,
                        "\"" + error.getProperty() + "\" is missing here.",
                        "Expected a line \"" + error.getProperty() + ": …\".");
            case "enum" ->
                marked.fault(
                        pointer,
                        name + " is " + shown(value) + ".",
                        "Expected one of: " + words(error.getSchemaNode()) + ".");
            case "type" ->
                marked.fault(
                        pointer,
                        name + " is " + kind(value) + ".",
                        "Expected " + words(error.getSchemaNode()).replace("object", "a block of keys") + ".");
            case "pattern" ->
                marked.fault(pointer, name + " is " + shown(value) + ".", "Expected " + example(pointer) + ".");
            default -> marked.fault(pointer, name + " is " + shown(value) + ": " + error.getMessage() + ".", "");
        };
    }

    private static List<String> known(Error error) {
        var schema = error.getSchemaNode();
        var names = new ArrayList<String>();
        var location = error.getSchemaLocation().toString();
        var root = SchemaText.ROOT;
        var fragment = location.substring(location.indexOf('#') + 1);
        var parent = fragment.contains("/") ? root.at(fragment.substring(0, fragment.lastIndexOf('/'))) : root;
        var properties = parent.path("properties");
        if (properties.isObject()) {
            names.addAll(properties.propertyNames());
        } else {
            names.add(String.valueOf(schema));
        }
        return names;
    }

    private static String words(JsonNode schema) {
        if (schema == null) {
            return "something else";
        }
        if (!schema.isArray()) {
            return schema.isString() ? schema.asString() : schema.toString();
        }
        var words = new ArrayList<String>();
        schema.forEach(n -> words.add(n.isString() ? n.asString() : n.toString()));
        return String.join(", ", words);
    }

    private static String shown(JsonNode value) {
        return value.isString() ? "\"" + value.asString() + "\"" : value.toString();
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "a block of keys";
            case NUMBER -> "the number " + value;
            case BOOLEAN -> "the word " + value + " (put it in quotes if it is a text)";
            case NULL -> "empty";
            default -> shown(value);
        };
    }

    /// What a text should have looked like, by the key that holds it.
    private static String example(String pointer) {
        if (pointer.startsWith("/calls/ringing/")) {
            return RING_TONE;
        }
        return switch (pointer.substring(pointer.lastIndexOf('/') + 1)) {
            case "ringTone" -> RING_TONE;
            case "id", "line" -> "a short name of a-z, 0-9 and -, like north-gate";
            case "main", "sub" -> "an address like rtsp://192.0.2.31/main, without user and password in it";
            case "url", "confirm", "device" -> "an address like https://192.0.2.32/api/open, without user and password";
            case "code" -> "1 to 16 of 0-9 A-D * #, in quotes";
            case "from", "to" -> "a time of day like 22:00, in quotes";
            case "extension", "number", "user" -> "a number or name without blanks, in quotes";
            case "ringTime", "after", "keepAlive", "expires", "tone", "pause" -> "a time like 100ms, 45s or 5m";
            case "rtpPorts" -> "two ports like 16384-16482";
            case "back" -> "a time like 12h or 30d";
            case "pin", "duress" -> "a hash made by \"gatehouse pin\"";
            case "registrar", "host", "peer", "domain" -> "a host name or address";
            default -> "another form, see site.schema.json";
        };
    }

    /// The schema as a tree: what a file is checked against, and where the keys stand that would have been right.
    private static final class SchemaText {
        static final JsonNode ROOT = load();

        private static JsonNode load() {
            try (var in = SiteFile.class.getResourceAsStream("/gatehouse/config/site.schema.json")) {
                return new tools.jackson.databind.ObjectMapper().readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
