package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Secret;
import java.util.Optional;

/// Somebody who may log in. `pinHash` is an Argon2id hash in PHC form. `shownPin` is only there for the people of the
/// demo site, whose PIN stands beside their name.
public record Person(String name, Role role, String pinHash, Optional<Secret> shownPin) {
    public Person {
        requireNonNull(name);
        requireNonNull(role);
        requireNonNull(pinHash);
        requireNonNull(shownPin);
    }
}
