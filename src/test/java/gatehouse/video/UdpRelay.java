package gatehouse.video;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// A bad network between a viewer and an RTSP server: the messages pass, with the ports in them changed, and the RTP
/// packets of the server go through `weather`.
final class UdpRelay implements AutoCloseable {
    /// What comes out instead of one packet.
    interface Weather {
        List<byte[]> of(byte[] packet, long index);
    }

    private static final Pattern CLIENT = Pattern.compile("client_port=(\\d+)-(\\d+)");
    private static final Pattern SERVER = Pattern.compile("server_port=(\\d+)-(\\d+)");

    private final int server;
    private final Weather weather;
    private final ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();
    private volatile int viewerPort;
    private volatile int serverPort;
    private long index;

    UdpRelay(int server, Weather weather) throws IOException {
        this.server = server;
        this.weather = weather;
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    URI uri() {
        return URI.create("rtsp://127.0.0.1:" + door.getLocalPort() + "/live");
    }

    private void accept() {
        try {
            while (true) {
                var viewer = own(door.accept());
                var camera = own(new Socket(InetAddress.getLoopbackAddress(), server));
                var towardsCamera = pair();
                var towardsViewer = pair();
                int ours = towardsCamera.rtp().getLocalPort();
                int theirs = towardsViewer.rtp().getLocalPort();
                start(() -> copy(viewer.getInputStream(), camera.getOutputStream(), text -> wish(text, ours)));
                start(() -> copy(camera.getInputStream(), viewer.getOutputStream(), text -> grant(text, theirs)));
                start(() -> relay(towardsCamera.rtp(), towardsViewer.rtp(), true, 0));
                start(() -> relay(towardsCamera.rtcp(), towardsViewer.rtcp(), true, 1));
                start(() -> relay(towardsViewer.rtp(), towardsCamera.rtp(), false, 0));
                start(() -> relay(towardsViewer.rtcp(), towardsCamera.rtcp(), false, 1));
            }
        } catch (IOException e) {
            open.forEach(UdpRelay::closeQuietly);
        }
    }

    private <T extends AutoCloseable> T own(T thing) {
        open.add(thing);
        return thing;
    }

    private PortPair pair() throws IOException {
        return own(PortPair.open(InetAddress.getLoopbackAddress()));
    }

    private String wish(String text, int ours) {
        var found = CLIENT.matcher(text);
        if (!found.find()) {
            return text;
        }
        viewerPort = Integer.parseInt(found.group(1));
        return found.replaceFirst("client_port=" + ours + "-" + (ours + 1));
    }

    private String grant(String text, int theirs) {
        var found = SERVER.matcher(text);
        if (!found.find()) {
            return text;
        }
        serverPort = Integer.parseInt(found.group(1));
        String changed = found.replaceFirst("server_port=" + theirs + "-" + (theirs + 1));
        return CLIENT.matcher(changed).replaceFirst("client_port=" + viewerPort + "-" + (viewerPort + 1));
    }

    private interface Change {
        String of(String text);
    }

    /// Small messages come whole here, as they do on loopback.
    private static void copy(InputStream in, OutputStream out, Change change) throws IOException {
        var buffer = new byte[65_536];
        while (true) {
            int count = in.read(buffer);
            if (count < 0) {
                out.close();
                return;
            }
            String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            out.write(change.of(text).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    private void relay(DatagramSocket from, DatagramSocket out, boolean toViewer, int port) throws IOException {
        var datagram = new DatagramPacket(new byte[65_536], 65_536);
        while (true) {
            datagram.setLength(65_536);
            from.receive(datagram);
            byte[] packet = Arrays.copyOf(datagram.getData(), datagram.getLength());
            int to = (toViewer ? viewerPort : serverPort) + port;
            for (byte[] one : toViewer && port == 0 ? weather.of(packet, index++) : List.of(packet)) {
                out.send(new DatagramPacket(one, one.length, InetAddress.getLoopbackAddress(), to));
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread.ofVirtual().name("relay").start(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // closed
            }
        });
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
