package gatehouse.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What the tour found: one line per step, and the figures. Confined to the tour's thread.
final class TourReport {
    record StepResult(String name, boolean ok, long ms, String detail) {}

    private final List<StepResult> steps = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    void step(String name, boolean ok, long ms, String detail) {
        steps.add(new StepResult(name, ok, ms, detail));
    }

    void figure(String name, Object value) {
        figures.put(name, value);
    }

    boolean ok() {
        return !steps.isEmpty() && steps.stream().allMatch(StepResult::ok);
    }

    List<StepResult> steps() {
        return List.copyOf(steps);
    }

    void write(Path file) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("ok", ok());
        all.put("steps", steps);
        all.put("figures", figures);
        ObjectMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, json.writeValueAsString(all) + "\n");
    }
}
