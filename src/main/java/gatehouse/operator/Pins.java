package gatehouse.operator;

import gatehouse.door.Digits;
import gatehouse.door.Secret;
import gatehouse.safe.Argon2id;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// PINs and passwords as Argon2id hashes (RFC 9106) in PHC form: `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`.
public final class Pins {
    /// Cost in the digits of any script: earlier consoles wrote those of the system's language.
    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\p{Nd}{1,7}),t=(\\p{Nd}{1,3}),p=(\\p{Nd}{1,2})"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 16;
    private static final int HASH = 32;

    private Pins() {}

    /// A hash, taken apart.
    @SuppressWarnings("ArrayRecordComponent") // never compared or handed out
    private record Parts(Cost cost, byte[] salt, byte[] hash) {
        private static Parts of(String phc) {
            var parts = PHC.matcher(phc);
            if (!parts.matches()) {
                throw new IllegalArgumentException("Not an Argon2id hash in PHC form, version 19");
            }
            var cost = new Cost(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)));
            var decoder = Base64.getDecoder();
            return new Parts(cost, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
        }
    }

    public static String hash(Secret pin) {
        return hash(pin, Cost.FULL);
    }

    public static String hash(Secret pin, Cost cost) {
        var salt = random(SALT);
        return phc(cost, salt, make(pin, cost, salt, HASH));
    }

    /// A hash that no PIN was made into: to do the same work for a name that does not exist.
    static String ofNobody(Cost cost) {
        return phc(cost, random(SALT), random(HASH));
    }

    /// Whether this is a hash that `matches` understands and that asks for no absurd amount of memory.
    public static boolean isHash(String phc) {
        try {
            Parts.of(phc);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// A hash that cannot be read matches nothing.
    public static boolean matches(Secret pin, String phc) {
        if (!isHash(phc)) {
            return false;
        }
        var parts = Parts.of(phc);
        var made = make(pin, parts.cost(), parts.salt(), parts.hash().length);
        boolean same = MessageDigest.isEqual(parts.hash(), made);
        Arrays.fill(made, (byte) 0);
        return same;
    }

    /// Which of a person's two PINs somebody typed.
    public enum Match {
        NONE,
        PIN,
        DURESS
    }

    /// Compares with both PINs of a person by one hash, made with the salt that both share: a right one, a wrong one
    /// and the one for duress take the same time.
    static Match match(Secret pin, String phc, Optional<String> duress) {
        if (!isHash(phc)) {
            return Match.NONE;
        }
        var parts = Parts.of(phc);
        var other = duress.filter(d -> madeTogether(phc, d)).map(Parts::of).map(Parts::hash);
        var made = make(pin, parts.cost(), parts.salt(), parts.hash().length);
        boolean own = MessageDigest.isEqual(parts.hash(), made);
        boolean forced = MessageDigest.isEqual(other.orElseGet(() -> new byte[made.length]), made) & other.isPresent();
        Arrays.fill(made, (byte) 0);
        return forced ? Match.DURESS : own ? Match.PIN : Match.NONE;
    }

    /// The hash of a second PIN for the same person, by the salt and cost of the first.
    public static String hashBeside(String first, Secret second) {
        var parts = Parts.of(first);
        return phc(parts.cost(), parts.salt(), make(second, parts.cost(), parts.salt(), parts.hash().length));
    }

    /// Whether two hashes share cost and salt.
    static boolean madeTogether(String one, String other) {
        return isHash(one) && isHash(other) && upToSalt(one).equals(upToSalt(other));
    }

    private static String upToSalt(String phc) {
        return Digits.plain(phc.substring(0, phc.lastIndexOf('$')));
    }

    static Cost costOf(String phc) {
        return Parts.of(phc).cost();
    }

    private static String phc(Cost cost, byte[] salt, byte[] hash) {
        var encoder = Base64.getEncoder().withoutPadding();
        return String.format(
                Locale.ROOT,
                "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
                cost.memory(),
                cost.passes(),
                cost.lanes(),
                encoder.encodeToString(salt),
                encoder.encodeToString(hash));
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] make(Secret pin, Cost cost, byte[] salt, int length) {
        return Argon2id.make(Digits.pin(pin), salt, cost.memory(), cost.passes(), cost.lanes(), length);
    }
}
