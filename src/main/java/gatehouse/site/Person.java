package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Secret;
import java.util.Optional;

/// Somebody who may log in. `pinHash` is an Argon2id hash in PHC form, `duressHash` that of the PIN which opens as
/// usual
/// and raises a silent alarm. With an `own` role that says everything, and `role` is only the nearest kind of people.
/// `shownPin` is only there for the people of the demo site, whose PIN stands beside their name.
public record Person(
        String name,
        Role role,
        Optional<OwnRole> own,
        String pinHash,
        Optional<String> duressHash,
        Optional<Secret> shownPin) {
    public Person {
        requireNonNull(name);
        requireNonNull(role);
        requireNonNull(own);
        requireNonNull(pinHash);
        requireNonNull(duressHash);
        requireNonNull(shownPin);
    }

    public Person(String name, Role role, String pinHash, Optional<Secret> shownPin) {
        this(name, role, Optional.empty(), pinHash, Optional.empty(), shownPin);
    }
}
