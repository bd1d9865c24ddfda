package gatehouse.sip;

import gatehouse.door.Trouble;
import java.util.Optional;

/// Whether the voice of a line is sealed by SRTP with keys from the signalling (SDES, RFC 4568).
///
/// RFC 4568 §7 wants the signalling itself to be secret, and the policy goes as far along with that as a guard house
/// can: nobody is left standing at a door because of it. Over TLS keys are always offered and taken unless the policy
/// is off. In the clear, `PREFERRED` offers no keys and takes them only where the other side speaks no other way;
/// `REQUIRED` offers and takes them all the same, for a sealed voice keeps out more than an open one, and says what it
/// is worth: see [#trouble] and [VoiceKeys#openly].
public enum Protection {
    REQUIRED,
    PREFERRED,
    OFF;

    /// What to tell whoever wires a line like this, if anything.
    public Optional<Trouble> trouble(Transport transport) {
        return this == REQUIRED && transport != Transport.TLS
                ? Optional.of(readable(transport + " is not encrypted"))
                : Optional.empty();
    }

    static Trouble readable(String cause) {
        return new Trouble(
                Trouble.Kind.CERTIFICATE,
                "The voice is encrypted, but its keys travel where others can read them.",
                "Let the line to the telephone exchange use TLS; until then treat what is said as overheard.",
                cause);
    }
}
