package gatehouse.sip;

import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.UDPMessageChannel;
import gov.nist.javax.sip.stack.UDPMessageProcessor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sip.ListeningPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who hears on which transport. The stack's own reader of datagrams hands each to one of several threads: that costs
/// a change of threads, keeps what waits in a queue without end, and lets a 200 overtake the 180 before it. Ours is
/// one thread that reads a datagram and treats it; what comes meanwhile waits in the socket, and is lost beyond that.
///
/// Public only because the stack makes it by its name.
public final class Ears implements MessageProcessorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

    private final MessageProcessorFactory others = new OIOMessageProcessorFactory();

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        // Only the stack's own factory can note that UDP is spoken; its reader of the same socket is never started.
        MessageProcessor usual = others.createMessageProcessor(stack, address, port, transport);
        return transport.equalsIgnoreCase(ListeningPoint.UDP) ? new OneByOne(stack, address, port) : usual;
    }

    private static final class OneByOne extends UDPMessageProcessor {
        /// A second and more of what the busiest exchange sends.
        private static final int WAITING_BYTES = 1 << 20;

        OneByOne(SIPTransactionStack stack, InetAddress address, int port) throws IOException {
            super(address, stack, port);
            sock.setReceiveBufferSize(WAITING_BYTES);
            messageQueue = new FromSocket(sock, stack.getMaxMessageSize());
        }

        @Override
        public void start() {
            isRunning = true;
            messageChannels = new LinkedList<>(List.of(new Reader(sipStack, this)));
        }

        boolean hears() {
            return isRunning;
        }
    }

    /// The channel's thread begins with its making, and asks the queue for one datagram after the other.
    private static final class Reader extends UDPMessageChannel {
        Reader(SIPTransactionStack stack, OneByOne processor) {
            super(stack, processor, "sip-udp-" + processor.getPort());
        }

        /// Whatever one message brings about, the next one is heard.
        @Override
        public void run() {
            while (((OneByOne) messageProcessor).hears()) {
                try {
                    super.run();
                } catch (RuntimeException | StackOverflowError e) {
                    LOG.warn("A message was not treated: {}", StackLog.shortened(e.toString()), e);
                }
            }
        }
    }

    /// A queue whose next element is the next datagram. Nothing once the socket is closed.
    private static final class FromSocket extends LinkedBlockingQueue<DatagramQueuedMessageDispatch> {
        private static final long serialVersionUID = 1L;
        private static final long AFTER_A_FAULT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

        private final transient DatagramSocket socket;
        private final transient DatagramPacket packet;

        FromSocket(DatagramSocket socket, int longest) {
            this.socket = socket;
            this.packet = new DatagramPacket(new byte[longest], longest);
        }

        @Override
        public DatagramQueuedMessageDispatch take() throws InterruptedException {
            try {
                packet.setLength(packet.getData().length);
                socket.receive(packet);
                return new DatagramQueuedMessageDispatch(packet, System.currentTimeMillis());
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.debug("A datagram was not read: {}", StackLog.shortened(e.toString()));
                    LockSupport.parkNanos(AFTER_A_FAULT_NANOS);
                }
                return null;
            }
        }
    }
}
