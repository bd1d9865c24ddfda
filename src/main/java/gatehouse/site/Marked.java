package gatehouse.site;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A YAML text as a tree of values, with the place in the text of each of them, keyed by JSON pointer.
final class Marked {
    /// A place in the text, counted from one.
    record Place(int line, int column) {}

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final int DEEPEST = 20;

    private final Path file;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();
    private final JsonNode root;

    private Marked(Path file, Node node) throws SiteFault {
        this.file = file;
        this.root = read(node, "", 0);
    }

    static Marked read(Path file, String text) throws SiteFault {
        var settings = LoadSettings.builder()
                .setLabel(file.getFileName().toString())
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(10)
                .setCodePointLimit(1 << 20)
                .build();
        try {
            var node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                throw new SiteFault(file, 0, 0, "The file is empty.", "Start from config/site.example.yaml.");
            }
            return new Marked(file, node.get());
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark();
            throw new SiteFault(
                    file,
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "This is not YAML: " + e.getProblem() + ".",
                    "Expected \"key: value\" lines, indented by spaces.");
        } catch (YamlEngineException e) {
            throw new SiteFault(file, 0, 0, "This is not YAML: " + e.getMessage() + ".", "Expected a site file.");
        }
    }

    Path file() {
        return file;
    }

    /// Where the file lies: what it names lies beside it.
    Path folder() {
        var folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    JsonNode root() {
        return root;
    }

    /// The place of a value; of the nearest value around it when it is not there itself.
    Place at(String pointer) {
        for (var p = pointer; ; p = p.substring(0, p.lastIndexOf('/'))) {
            var place = places.get(p);
            if (place != null) {
                return place;
            }
            if (p.isEmpty()) {
                return new Place(1, 1);
            }
        }
    }

    /// The place of a key inside a mapping, for a key that should not be there.
    Place atKey(String pointer, String key) {
        var place = places.get(pointer + "/" + key + "#key");
        return place != null ? place : at(pointer);
    }

    /// The line, counted from one, on which a value ends.
    int endLine(String pointer) {
        return ends.getOrDefault(pointer, at(pointer).line());
    }

    SiteFault fault(String pointer, String wrong, String expected) {
        var place = at(pointer);
        return new SiteFault(file, place.line(), place.column(), wrong, expected);
    }

    SiteFault faultAtKey(String pointer, String key, String wrong, String expected) {
        var place = atKey(pointer, key);
        return new SiteFault(file, place.line(), place.column(), wrong, expected);
    }

    private JsonNode read(Node node, String pointer, int depth) throws SiteFault {
        places.put(pointer, place(node));
        if (depth > DEEPEST) {
            throw fault(pointer, "This is nested too deep.", "Expected at most " + DEEPEST + " levels.");
        }
        return switch (node) {
            case MappingNode mapping -> readMapping(mapping, pointer, depth);
            case SequenceNode sequence -> {
                var array = MAKE.arrayNode();
                int i = 0;
                for (var item : sequence.getValue()) {
                    array.add(read(item, pointer + "/" + i++, depth + 1));
                }
                yield array;
            }
            case ScalarNode scalar -> {
                endsHere(pointer, scalar);
                yield readScalar(scalar, pointer);
            }
            default -> throw fault(pointer, "This kind of YAML is not used here.", "Expected a plain value.");
        };
    }

    private JsonNode readMapping(MappingNode mapping, String pointer, int depth) throws SiteFault {
        var object = MAKE.objectNode();
        var seen = new HashSet<String>();
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw fault(pointer, "A key here is not a word.", "Expected \"key: value\".");
            }
            var key = keyNode.getValue();
            places.put(pointer + "/" + key + "#key", place(keyNode));
            if (!seen.add(key)) {
                throw faultAtKey(pointer, key, "\"" + key + "\" stands here twice.", "Expected it once.");
            }
            object.set(key, read(tuple.getValueNode(), pointer + "/" + key, depth + 1));
        }
        return object;
    }

    private JsonNode readScalar(ScalarNode scalar, String pointer) throws SiteFault {
        var value = scalar.getValue();
        if (scalar.getTag().equals(Tag.INT)) {
            try {
                return MAKE.numberNode(Long.parseLong(value));
            } catch (NumberFormatException e) {
                throw fault(pointer, "\"" + value + "\" is too large a number.", "Expected a whole number.");
            }
        }
        if (scalar.getTag().equals(Tag.FLOAT)) {
            return MAKE.numberNode(
                    Double.parseDouble(value.replace(".inf", "Infinity").replace(".nan", "NaN")));
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return MAKE.booleanNode(Boolean.parseBoolean(value));
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            return MAKE.nullNode();
        }
        return MAKE.stringNode(value);
    }

    /// A block ends where its last word ends; the parser's own end mark of a block lies after the comments below it.
    private void endsHere(String pointer, ScalarNode scalar) {
        int line = scalar.getEndMark().orElseThrow().getLine() + 1;
        for (var p = pointer; !p.isEmpty(); p = p.substring(0, p.lastIndexOf('/'))) {
            ends.merge(p, line, Math::max);
        }
    }

    private static Place place(Node node) {
        Mark mark = node.getStartMark().orElseThrow();
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
