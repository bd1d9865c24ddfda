package gatehouse.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.sip.header.ViaHeader;

/// Stands before the stack's parser: an error in it must not kill the thread that serves everybody, and what a bad
/// message said must not come back in our answer. It also holds what the parser lets pass: the head's shape, the body's
/// length (RFC 3261 §18.3) and the transport a message claims to have come by.
///
/// Public only because the stack makes it by its name.
public final class ParserGuard implements MessageParserFactory {
    private static final Set<String> DATAGRAMS = Set.of("UDP");
    /// The parser is not told which of them; who is called sees to the rest.
    private static final Set<String> STREAMS = Set.of("TCP", "TLS");
    /// Headers without which a message is none: what is wrong in another one is passed over.
    private static final Set<Class<?>> NEEDED = Set.of(
            From.class,
            To.class,
            CSeq.class,
            Via.class,
            CallID.class,
            ContentLength.class,
            RequestLine.class,
            StatusLine.class);

    /// Tries a head on a stream before the stack does, in the stack's own way.
    static Frames.Reading reading() {
        var guard = new Guard();
        return head -> {
            checkLines(head);
            guard.parseSIPMessage(head, false, false, (e, message, header, text, whole) -> {
                if (header != null && NEEDED.contains(header)) {
                    throw e;
                }
            });
        };
    }

    /// The stack's reader of streams falls over returns without a line feed.
    private static void checkLines(byte[] head) throws ParseException {
        for (int i = 0; i + 1 < head.length; i++) {
            if (head[i] == '\r' && head[i + 1] != '\n') {
                throw new ParseException("line", i);
            }
        }
    }

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new Guard();
    }

    private record Guard(StringMsgParser parser) implements MessageParser {
        Guard() {
            this(new PlainHeaders());
        }

        /// The stack reads the body with the rest on UDP only, which tells the transport.
        @Override
        public SIPMessage parseSIPMessage(byte[] data, boolean udp, boolean strict, ParseExceptionListener listener)
                throws ParseException {
            long arrived = System.nanoTime();
            try {
                String version = HeadCheck.version(data);
                SIPMessage message = parser.parseSIPMessage(data, false, strict, clean(listener));
                if (message == null) {
                    return null;
                }
                message.setApplicationData(arrived);
                if (message instanceof SIPRequest request) {
                    checkTransport(message, udp ? DATAGRAMS : STREAMS);
                    // The parser forgets to throw and takes any version for 2.0; put right, the stack says 505.
                    request.getRequestLine().setSipVersion(version);
                }
                if (udp) {
                    HeadCheck.checkEnd(data);
                    takeBody(message, data);
                }
                return message;
            } catch (ParseException e) {
                throw unreadable(e);
            } catch (RuntimeException | StackOverflowError e) {
                throw unreadable(e);
            }
        }

        private static void checkTransport(SIPMessage message, Set<String> ways) throws ParseException {
            ViaHeader via = message.getTopmostVia();
            if (via != null && !ways.contains(String.valueOf(via.getTransport()).toUpperCase(Locale.ROOT))) {
                throw new ParseException("via", 0);
            }
        }

        /// Shorter than promised is an error; what comes behind the promised length is not part of the message.
        private static void takeBody(SIPMessage message, byte[] data) throws ParseException {
            int start = Math.min(message.getSize(), data.length);
            int there = data.length - start;
            int promised = message.getContentLength() == null
                    ? there
                    : message.getContentLength().getContentLength();
            if (promised < 0 || promised > there) {
                throw new ParseException("content length", 0);
            }
            if (promised > 0) {
                message.setMessageContent(Arrays.copyOfRange(data, start, start + promised));
            }
        }

        private static ParseExceptionListener clean(ParseExceptionListener listener) {
            return listener == null
                    ? null
                    : (e, message, header, text, whole) ->
                            listener.handleException(unreadable(e), message, header, text, whole);
        }

        private static ParseException unreadable(Throwable cause) {
            var clean = new ParseException("unreadable message", 0);
            clean.initCause(cause);
            return clean;
        }
    }
}
