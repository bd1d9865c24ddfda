package gatehouse.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    @Test
    void eachSystemHasItsPlace() {
        assertEquals(Path.of("/home/g/.local/share/gatehouse"), DataFolder.of("Linux", "/home/g", Map.of()));
        assertEquals(Path.of("/data/gatehouse"), DataFolder.of("Linux", "/home/g", Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(
                Path.of("/Users/g/Library/Application Support/Gatehouse"),
                DataFolder.of("Mac OS X", "/Users/g", Map.of()));
        assertEquals(
                Path.of("C:/Local/Gatehouse"),
                DataFolder.of("Windows 11", "C:/Users/g", Map.of("LOCALAPPDATA", "C:/Local")));
    }
}
