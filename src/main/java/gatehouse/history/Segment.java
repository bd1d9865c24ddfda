package gatehouse.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One file of the journal, `events-<n>.wal`, and how they are found in order.
record Segment(int number, Path file) {
    /// The digits of any script: earlier consoles wrote those of the system's language.
    private static final Pattern NAME = Pattern.compile("events-(\\p{Nd}{1,9})\\.wal");

    /// No segment that we wrote comes near this; a larger file is not read into memory.
    private static final long LARGEST = 256L << 20;

    static Segment of(Path data, int number) {
        return new Segment(number, data.resolve(String.format(Locale.ROOT, "events-%06d.wal", number)));
    }

    static List<Segment> in(Path data) throws IOException {
        var found = new ArrayList<Segment>();
        try (var files = Files.newDirectoryStream(data, "events-*.wal")) {
            for (Path file : files) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Segment(Integer.parseInt(name.group(1)), file));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        found.sort(Comparator.comparingInt(Segment::number).thenComparing(Segment::name));
        return found;
    }

    String name() {
        return file.getFileName().toString();
    }

    byte[] read() throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(name() + " is larger than any segment that was ever written");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // Taken away since it was listed: it was empty, or the chain will show the gap.
        }
    }
}
