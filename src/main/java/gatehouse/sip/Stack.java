package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Listen;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One JAIN-SIP stack with every setting it must not be run without (measured; each has hung or flooded a stack that
/// lacked it), and the points at which it listens.
final class Stack implements AutoCloseable {
    /// One address at which we listen and from which we speak.
    record Point(Transport transport, InetSocketAddress address, SipProvider provider) {
        Phone.Listening listening() {
            return new Phone.Listening(transport, address);
        }
    }

    /// What the stack's hand-made parts need; they are made by class name and find it by the name of their stack.
    record Parts(GuestList guests, Knocks knocks, Floods floods, CompletableFuture<Gate> gate) {}

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final Map<String, Parts> PARTS = new ConcurrentHashMap<>();
    private static final AtomicLong COUNT = new AtomicLong();

    private final String name;
    private final Parts parts;
    private final StackThreads threads;
    private final SipListenerExt ear;
    private final Consumer<Point> opened;
    private final List<Point> points = new CopyOnWriteArrayList<>(); // changed under this
    private SipStackImpl stack;

    private Stack(String name, Parts parts, StackThreads threads, SipListenerExt ear, Consumer<Point> opened) {
        this.name = name;
        this.parts = parts;
        this.threads = threads;
        this.ear = ear;
        this.opened = opened;
    }

    static Parts partsOf(SIPTransactionStack stack) {
        return PARTS.get(((SipStackImpl) stack).getStackName());
    }

    static String freshName() {
        return "sip-" + COUNT.incrementAndGet();
    }

    /// Listens nowhere yet. `opened` is told of each point before anything can arrive at it.
    static Stack open(
            String name,
            Duration earlyDialogs,
            Parts parts,
            StackThreads threads,
            SipListenerExt ear,
            Consumer<Point> opened) {
        var stack = new Stack(name, parts, threads, ear, opened);
        PARTS.put(name, parts);
        try {
            stack.start(earlyDialogs);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    List<Point> points() {
        return List.copyOf(points);
    }

    Gate gate() {
        return parts.gate().join();
    }

    /// The point of this transport at this address of ours; it is made on a free port where there is none yet.
    synchronized Point at(Transport transport, InetAddress local) throws CannotListen {
        for (Point point : points) {
            if (point.transport() == transport && point.address().getAddress().equals(local)) {
                return point;
            }
        }
        return listen(new Listen(transport, local.getHostAddress(), 0));
    }

    private void start(Duration earlyDialogs) {
        StackLog.install();
        var p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", name);
        // Brings the stack's own 482 for merged requests and 481 for unknown dialogs with it.
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        p.setProperty("gov.nist.javax.sip.DELIVER_UNSOLICITED_NOTIFY", "true");
        p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        p.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", Ears.class.getName());
        // Without it: a thread per datagram.
        p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        // Nothing waits in a queue of the stack's, so nobody need look after one.
        p.setProperty("gov.nist.javax.sip.CONGESTION_CONTROL_TIMEOUT", "0");
        p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", "16384");
        p.setProperty("gov.nist.javax.sip.READ_TIMEOUT", "5000");
        p.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", "3000");
        p.setProperty("gov.nist.javax.sip.EARLY_DIALOG_TIMEOUT_SECONDS", Long.toString(earlyDialogs.toSeconds()));
        p.setProperty("gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS", "TLSv1.3,TLSv1.2");
        p.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "Disabled");
        p.setProperty("javax.sip.ROUTER_PATH", Pathfinder.class.getName());
        p.setProperty("gov.nist.javax.sip.NETWORK_LAYER", Gate.class.getName());
        p.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", ParserGuard.class.getName());
        p.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", NoWireLog.class.getName());
        // Made directly: the factory would keep every stack that ever was.
        stack = threads.call(() -> new SipStackImpl(p));
    }

    synchronized Point listen(Listen listen) throws CannotListen {
        try {
            InetAddress address = InetAddress.getByName(listen.host());
            if (address.isAnyLocalAddress()) {
                throw new IOException(
                        "the wildcard address cannot stand in a Contact; name the address of an interface");
            }
            InetSocketAddress bound = gate().bind(listen.transport(), new InetSocketAddress(address, listen.port()));
            Point listening = threads.call(() -> {
                var point = stack.createListeningPoint(
                        address.getHostAddress(),
                        bound.getPort(),
                        listen.transport().token());
                SipProvider provider = stack.createSipProvider(point);
                var made = new Point(listen.transport(), bound, provider);
                opened.accept(made);
                provider.addSipListener(ear);
                return made;
            });
            points.add(listening);
            return listening;
        } catch (IOException | RuntimeException e) {
            throw new CannotListen(listen, e);
        }
    }

    /// Nobody listens or speaks there any more. The last point stays: without one the stack would stop for good.
    synchronized void retire(Point point) {
        if (points.size() < 2 || !points.remove(point)) {
            return;
        }
        threads.call(() -> {
            point.provider().removeSipListener(ear);
            ListeningPoint there =
                    point.provider().getListeningPoint(point.transport().token());
            try {
                stack.deleteSipProvider(point.provider());
                stack.deleteListeningPoint(there);
            } catch (ObjectInUseException | RuntimeException e) {
                LOG.debug("A point was not let go cleanly: {}", StackLog.shortened(e.toString()));
            }
            return true;
        });
        gate().forget(point.transport(), point.address());
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
