package gatehouse.rtp;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.LoggerImpl;

/// The one place that sets jitsi-srtp up: in plain Java, on the JDK's ciphers, and quiet.
///
/// Its natives would save nothing at 50 packets a second, and a crash in them would take the console with it; they stay
/// out, see `com.sun.jna`.
final class SrtpLibrary {
    private static final Logger QUIET = Logger.getLogger("org.jitsi"); // held, or its level would be forgotten

    static {
        QUIET.setLevel(Level.OFF); // what is refused is counted and told by us
        Aes.setFactoryClassName("SunJCE");
    }

    private SrtpLibrary() {}

    static SrtpContextFactory keys(boolean sending, SrtpKey key) {
        var suite = key.suite();
        return new SrtpContextFactory(
                sending,
                key.key(),
                key.salt(),
                suite.forVoice(),
                suite.forReports(),
                new LoggerImpl(SrtpLibrary.class.getName()));
    }
}
