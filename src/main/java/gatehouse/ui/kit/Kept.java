package gatehouse.ui.kit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Small things the screens remember for this desk: the look, the wall's layout, the pop-up's place.
public interface Kept {
    Optional<String> get(String key);

    void put(String key, String value);

    /// Remembers for as long as the program runs.
    static Kept inMemory() {
        Map<String, String> kept = new ConcurrentHashMap<>();
        return new Kept() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public void put(String key, String value) {
                kept.put(key, value);
            }
        };
    }
}
