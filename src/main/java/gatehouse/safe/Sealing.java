package gatehouse.safe;

import gatehouse.door.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256 in GCM (NIST SP 800-38D) with a fresh 96-bit nonce in front of each text, and the key that a pass phrase
/// makes by Argon2id (RFC 9106: 64 MiB, three passes, one lane).
final class Sealing {
    static final int KEY = 32;
    static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MEMORY_KIB = 64 * 1024;
    private static final int PASSES = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// The text was changed, or the key is another one.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Sealing() {}

    static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] keyOf(Secret passPhrase, byte[] salt) {
        return Argon2id.make(passPhrase, salt, MEMORY_KIB, PASSES, 1, KEY);
    }

    /// `about` is not hidden but sealed with it: a text cannot be moved under another name.
    static byte[] seal(byte[] key, String about, byte[] text) {
        try {
            var nonce = random(NONCE);
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, about, nonce).doFinal(text);
            var whole = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    static byte[] open(byte[] key, String about, byte[] sealed) throws Broken {
        if (sealed.length < NONCE + TAG_BITS / 8) {
            throw new Broken();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, about, Arrays.copyOf(sealed, NONCE))
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw new Broken();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, String about, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
