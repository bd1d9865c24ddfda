package gatehouse.sip;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/// Puts TLS over an open connection to a host, before the handshake: it decides which certificate the host must show,
/// and a wrong one must make the handshake fail. Safe for any thread.
@FunctionalInterface
public interface Secured {
    SSLSocket over(Socket connected, String host) throws IOException;
}
