package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Listen;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One JAIN-SIP stack with every setting it must not be run without (measured; each has hung or flooded a stack that
/// lacked it), and the points at which it listens.
final class Stack implements AutoCloseable {
    /// One address at which we listen and from which we speak.
    record Point(Transport transport, InetSocketAddress address, SipProvider provider) {}

    /// What the stack's hand-made parts need; they are made by class name and find it by the name of their stack.
    record Parts(Arrivals arrivals, GuestList guests, Knocks knocks, CompletableFuture<Gate> gate) {}

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final Map<String, Parts> PARTS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    private final String name;
    private final Parts parts;
    private final StackThreads threads;
    private final List<Point> points = new ArrayList<>();
    private SipStackImpl stack;

    private Stack(String name, Parts parts, StackThreads threads) {
        this.name = name;
        this.parts = parts;
        this.threads = threads;
    }

    static Parts partsOf(SIPTransactionStack stack) {
        return PARTS.get(((SipStackImpl) stack).getStackName());
    }

    static String freshName() {
        return "sip-" + COUNT.incrementAndGet();
    }

    static Stack open(
            String name,
            List<Listen> listen,
            Duration earlyDialogs,
            Parts parts,
            StackThreads threads,
            SipListenerExt ear)
            throws CannotListen {
        var opened = new Stack(name, parts, threads);
        PARTS.put(name, parts);
        try {
            opened.start(earlyDialogs);
            for (Listen one : listen) {
                opened.listen(one, ear);
            }
            return opened;
        } catch (CannotListen | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    List<Point> points() {
        return List.copyOf(points);
    }

    /// The point of this transport that the system would speak from to reach that address.
    Optional<Point> towards(Transport transport, InetAddress remote, int port) throws IOException {
        InetAddress local;
        try (var probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(remote, port));
            local = probe.getLocalAddress();
        }
        return points.stream()
                .filter(p ->
                        p.transport() == transport && p.address().getAddress().equals(local))
                .findFirst();
    }

    private void start(Duration earlyDialogs) {
        StackLog.install();
        var p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", name);
        // Brings the stack's own 482 for merged requests and 481 for unknown dialogs with it.
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        p.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        // Without it: a thread per datagram.
        p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "4");
        p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "16384");
        p.setProperty("gov.nist.javax.sip.READ_TIMEOUT", "5000");
        p.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", "3000");
        p.setProperty("gov.nist.javax.sip.EARLY_DIALOG_TIMEOUT_SECONDS", Long.toString(earlyDialogs.toSeconds()));
        p.setProperty("gov.nist.javax.sip.NETWORK_LAYER", Gate.class.getName());
        p.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", ParserGuard.class.getName());
        p.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", NoWireLog.class.getName());
        // Made directly: the factory would keep every stack that ever was.
        stack = threads.call(() -> new SipStackImpl(p));
    }

    private void listen(Listen listen, SipListenerExt ear) throws CannotListen {
        try {
            InetAddress address = InetAddress.getByName(listen.host());
            if (address.isAnyLocalAddress()) {
                throw new IOException(
                        "the wildcard address cannot stand in a Contact; name the address of an interface");
            }
            InetSocketAddress bound =
                    parts.gate().join().bind(listen.transport(), new InetSocketAddress(address, listen.port()));
            points.add(threads.call(() -> {
                var point = stack.createListeningPoint(
                        address.getHostAddress(),
                        bound.getPort(),
                        listen.transport().token());
                SipProvider provider = stack.createSipProvider(point);
                provider.addSipListener(ear);
                return new Point(listen.transport(), bound, provider);
            }));
        } catch (IOException | RuntimeException e) {
            throw new CannotListen(listen, e);
        }
    }

    /// The stack sleeps for a second at the end of its stop; an interrupt that waits there already ends that at once.
    @Override
    public void close() {
        if (stack != null) {
            threads.call(() -> {
                Thread.currentThread().interrupt();
                try {
                    stack.stop();
                } catch (RuntimeException e) {
                    LOG.debug("The stack did not stop cleanly: {}", StackLog.shortened(e.toString()));
                } finally {
                    Thread.interrupted();
                }
                return true;
            });
        }
        if (parts.gate().isDone()) {
            parts.gate().join().close();
        }
        PARTS.remove(name);
    }
}
