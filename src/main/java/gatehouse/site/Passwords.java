package gatehouse.site;

import gatehouse.door.Secret;
import java.util.Optional;
import java.util.function.Function;

/// Where a site file's passwords come from that do not stand in it.
public interface Passwords {
    /// `{env: NAME}`.
    Optional<String> environment(String name);

    /// `{stored: NAME}`: from the safe of this computer.
    Optional<Secret> stored(String name);

    /// Puts a secret away instead of writing it into the file. False when there is nowhere to put it.
    boolean keep(String name, Secret secret);

    static Passwords of(Function<String, Optional<String>> environment) {
        return new Passwords() {
            @Override
            public Optional<String> environment(String name) {
                return environment.apply(name);
            }

            @Override
            public Optional<Secret> stored(String name) {
                return Optional.empty();
            }

            @Override
            public boolean keep(String name, Secret secret) {
                return false;
            }
        };
    }
}
