package gatehouse.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.DefaultRouter;
import java.net.InetSocketAddress;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/// Where a request goes: a line has chosen the very address of its exchange, which the stack, left alone, would look
/// up anew by name. Everything else goes the stack's own way.
///
/// Public only because the stack makes it by its name.
public final class Pathfinder extends DefaultRouter {
    public Pathfinder(SipStack stack, String outboundProxy) {
        super(stack, outboundProxy);
    }

    /// The choice, to be carried by the request as its application data.
    record Chosen(InetSocketAddress address, Transport transport) implements Hop {
        @Override
        public String getHost() {
            return Letters.host(address.getAddress());
        }

        @Override
        public int getPort() {
            return address.getPort();
        }

        @Override
        public String getTransport() {
            return transport.token();
        }
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        return request instanceof SIPMessage message && message.getApplicationData() instanceof Chosen chosen
                ? chosen
                : super.getNextHop(request);
    }
}
