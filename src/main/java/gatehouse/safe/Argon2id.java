package gatehouse.safe;

import gatehouse.door.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Argon2id (RFC 9106), version 1.3, for PINs and pass phrases alike. The authors' C code does it where it can be
/// loaded: the window runs with the quick compiler only, and there Java needs most of a second for 64 MiB and three
/// passes. Everywhere else Java does it, and the bytes are the same.
///
/// Safe for any thread. What was typed is copied for the work and the copy is wiped after it.
public final class Argon2id {
    private static final Logger LOG = LoggerFactory.getLogger(Argon2id.class);

    private static final AtomicBoolean WARMED = new AtomicBoolean();

    /// One way to do the work. `into` says how many bytes are wanted.
    interface Engine {
        /// Whether it was done; not when the system has not that much memory just now.
        boolean make(byte[] password, byte[] salt, int memory, int passes, int lanes, byte[] into);
    }

    /// Loaded when a hash is first asked for.
    private static final class Chosen {
        static final Engine ENGINE = choose();

        private static Engine choose() {
            var reference = ReferenceArgon2.load();
            LOG.info("Argon2id is made by {}", reference.isPresent() ? "the reference library" : "Java");
            return reference.isPresent() ? reference.get() : new JavaArgon2();
        }
    }

    private Argon2id() {}

    /// `memory` in KiB.
    public static byte[] make(Secret secret, byte[] salt, int memory, int passes, int lanes, int length) {
        var password = secret.reveal().getBytes(StandardCharsets.UTF_8);
        var hash = new byte[length];
        try {
            if (!Chosen.ENGINE.make(password, salt, memory, passes, lanes, hash)
                    && !new JavaArgon2().make(password, salt, memory, passes, lanes, hash)) {
                throw new IllegalStateException("No Argon2id with " + memory + " KiB can be made here");
            }
            return hash;
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /// Loads what is needed beside whatever else goes on, so that the first log-in does not wait for it.
    public static void warm() {
        if (WARMED.getAndSet(true)) {
            return;
        }
        Thread.ofPlatform().daemon().name("argon2-warm-up").start(() -> make(Secret.NONE, new byte[16], 64, 1, 1, 32));
    }

    /// Whether it is the fast way.
    static boolean byReference() {
        return Chosen.ENGINE instanceof ReferenceArgon2;
    }
}
