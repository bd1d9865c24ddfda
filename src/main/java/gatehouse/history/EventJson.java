package gatehouse.history;

import gatehouse.door.DoorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An event as the JSON object that stands in the journal, and back. The same shape is printed by `history list
/// --json`.
public final class EventJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventJson() {}

    public static ObjectNode toTree(Event event) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("id", event.id().toString());
        tree.put("at", event.at().toString());
        tree.put("monotonic", event.monotonic());
        tree.put("kind", event.kind().name());
        event.door().ifPresent(door -> tree.put("door", door.value()));
        event.operator().ifPresent(operator -> tree.put("operator", operator));
        event.visit().ifPresent(visit -> tree.put("visit", visit));
        tree.put("sentence", event.sentence());
        if (!event.facts().isEmpty()) {
            ObjectNode facts = tree.putObject("facts");
            event.facts().forEach(facts::put);
        }
        if (!event.pictures().isEmpty()) {
            var pictures = tree.putArray("pictures");
            for (PictureRef picture : event.pictures()) {
                ObjectNode node = pictures.addObject();
                node.put("sha256", picture.sha256());
                node.put("file", picture.file());
                node.put("reason", picture.reason().name());
                node.put("width", picture.width());
                node.put("height", picture.height());
            }
        }
        if (!event.clips().isEmpty()) {
            var clips = tree.putArray("clips");
            event.clips().forEach(clip -> write(clips.addObject(), clip));
        }
        return tree;
    }

    private static void write(ObjectNode node, ClipRef clip) {
        node.put("sha256", clip.sha256());
        node.put("file", clip.file());
        node.put("begin", clip.begin().toString());
        node.put("millis", clip.length().toMillis());
        node.put("bytes", clip.bytes());
        node.put("codec", clip.codec());
        node.put("width", clip.width());
        node.put("height", clip.height());
    }

    private static ClipRef clip(JsonNode node) {
        return ClipRef.of(
                node.path("sha256").asString(),
                Instant.parse(node.path("begin").asString()),
                Duration.ofMillis(node.path("millis").asLong()),
                node.path("bytes").asLong(),
                node.path("codec").asString(),
                node.path("width").asInt(),
                node.path("height").asInt());
    }

    static String write(Event event) {
        return JSON.writeValueAsString(toTree(event));
    }

    /// Throws IllegalArgumentException when the text is no event.
    static Event read(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            var facts = new LinkedHashMap<String, String>();
            tree.path("facts")
                    .properties()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString()));
            var pictures = new ArrayList<PictureRef>();
            for (JsonNode node : tree.path("pictures")) {
                pictures.add(PictureRef.of(
                        node.path("sha256").asString(),
                        PictureRef.Reason.valueOf(node.path("reason").asString()),
                        node.path("width").asInt(),
                        node.path("height").asInt()));
            }
            var clips = new ArrayList<ClipRef>();
            for (JsonNode node : tree.path("clips")) {
                clips.add(clip(node));
            }
            return new Event(
                    UUID.fromString(tree.path("id").asString()),
                    Instant.parse(tree.path("at").asString()),
                    tree.path("monotonic").asLong(),
                    Kind.valueOf(tree.path("kind").asString()),
                    text(tree, "door").map(DoorId::new),
                    text(tree, "operator"),
                    text(tree, "visit"),
                    facts,
                    pictures,
                    clips,
                    tree.path("sentence").asString());
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("Not an event: " + e.getMessage(), e);
        }
    }

    private static Optional<String> text(JsonNode tree, String name) {
        JsonNode node = tree.path(name);
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }
}
