package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// Something recorded that can be played to a visitor. `key` is the digit that plays it, 0 for none.
public record Announcement(String id, String name, Path file, int key) {
    public Announcement {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(file);
    }
}
