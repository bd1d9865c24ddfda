package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Login;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A company's directory (LDAP, RFC 4511) and how people are found there: by a name put into a DN, or by a search. The
/// connection is always encrypted. Who is in none of the `groups` has no role here; of several the first counts.
public record DirectoryPlace(
        String host,
        int port,
        Encryption encryption,
        Optional<String> pin,
        Way way,
        String groupAttribute,
        List<GroupRole> groups,
        Duration timeout) {
    public enum Encryption {
        /// LDAPS: TLS from the first byte.
        TLS,
        /// StartTLS (RFC 4513 §3), refused when the server will not.
        STARTTLS
    }

    /// How a typed name becomes an entry of the directory.
    public sealed interface Way {
        /// `{name}` in it is replaced: `uid={name},ou=people,dc=example,dc=org`.
        record Template(String dn) implements Way {
            public Template {
                requireNonNull(dn);
            }
        }

        /// A search below `base` with `{name}` in the filter, as `reader`.
        record Search(String base, String filter, Login reader) implements Way {
            public Search {
                requireNonNull(base);
                requireNonNull(filter);
                requireNonNull(reader);
            }
        }
    }

    /// Members of this group, by its DN, have this role.
    public record GroupRole(String group, Role role, Optional<OwnRole> own) {
        public GroupRole {
            requireNonNull(group);
            requireNonNull(role);
            requireNonNull(own);
        }
    }

    public DirectoryPlace {
        requireNonNull(host);
        requireNonNull(encryption);
        requireNonNull(pin);
        requireNonNull(way);
        requireNonNull(groupAttribute);
        groups = List.copyOf(groups);
        requireNonNull(timeout);
    }
}
