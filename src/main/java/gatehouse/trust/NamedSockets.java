package gatehouse.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sockets for a library that opens its connections itself: each is set up before the library gets it, so that the host
/// name is compared although the library does not ask for it.
final class NamedSockets extends SSLSocketFactory {
    private final SSLSocketFactory made;
    private final UnaryOperator<SSLSocket> setUp;

    NamedSockets(SSLSocketFactory made, UnaryOperator<SSLSocket> setUp) {
        this.made = made;
        this.setUp = setUp;
    }

    private Socket ready(Socket socket) {
        return setUp.apply((SSLSocket) socket);
    }

    @Override
    public Socket createSocket() throws IOException {
        return ready(made.createSocket());
    }

    @Override
    public Socket createSocket(Socket over, String host, int port, boolean autoClose) throws IOException {
        return ready(made.createSocket(over, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return ready(made.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return ready(made.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return ready(made.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return ready(made.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return made.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return made.getSupportedCipherSuites();
    }
}
