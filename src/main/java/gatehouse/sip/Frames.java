package gatehouse.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where one message ends and the next begins on a stream (RFC 3261 §18.3). Only whole messages are passed on, so that
/// nobody who sends slowly or never ends occupies a reader of the stack; and only readable ones, for the stack would
/// take the body of an unreadable one for the next message.
///
/// Confined to the connection's reader.
final class Frames {
    /// What the stack takes, head and body together.
    private static final int LONGEST = 16_000;

    private static final int LONGEST_HEAD = 8000;

    private static final Pattern FOLDED = Pattern.compile("\\r?\\n[ \\t]+");
    private static final Pattern LENGTH =
            Pattern.compile("(?im)^(?:content-length|l)[ \\t]*:[ \\t]*([0-9]{1,9})[ \\t]*\\r?$");
    private static final Pattern ANY_LENGTH = Pattern.compile("(?im)^(?:content-length|l)[ \\t]*:");

    /// The stream makes no sense any more; the connection must end.
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        Broken(String why) {
            super(why);
        }
    }

    /// Tells whether the stack will understand a head; throws when it will not.
    interface Reading {
        void read(byte[] head) throws ParseException;
    }

    private final Reading reading;
    private final Consumer<byte[]> whole;
    private final Consumer<byte[]> unreadable;
    private final Runnable ping;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int lineLength;
    private int bodyLeft;
    private boolean passes;
    private int blankLines;

    /// `whole` is given each message, `unreadable` the head of each that is none, `ping` is told of a double CRLF
    /// between messages (RFC 5626 §4.4.1).
    Frames(Reading reading, Consumer<byte[]> whole, Consumer<byte[]> unreadable, Runnable ping) {
        this.reading = reading;
        this.whole = whole;
        this.unreadable = unreadable;
        this.ping = ping;
    }

    boolean isMidMessage() {
        return message.size() > 0;
    }

    void take(byte[] data, int offset, int length) throws Broken {
        int at = offset;
        while (at < offset + length) {
            if (bodyLeft > 0) {
                int part = Math.min(bodyLeft, offset + length - at);
                message.write(data, at, part);
                bodyLeft -= part;
                at += part;
                if (bodyLeft == 0) {
                    pass();
                }
            } else {
                take(data[at]);
                at++;
            }
        }
    }

    private void take(byte b) throws Broken {
        boolean between = message.size() == 0;
        if (between && (b == '\r' || b == '\n')) {
            if (b == '\n') {
                blankLines++;
                if (blankLines == 2) {
                    blankLines = 0;
                    ping.run();
                }
            }
            return;
        }
        if (between) {
            blankLines = 0;
            lineLength = 0;
        }
        message.write(b);
        if (message.size() > LONGEST_HEAD) {
            throw new Broken("a message without end");
        }
        if (b == '\n') {
            if (lineLength == 0) {
                headEnded();
            }
            lineLength = 0;
        } else if (b != '\r') {
            lineLength++;
        }
    }

    private void headEnded() throws Broken {
        byte[] head = message.toByteArray();
        bodyLeft = promised(head);
        passes = true;
        if (head.length + bodyLeft > LONGEST) {
            throw new Broken("a message of " + (head.length + bodyLeft) + " bytes");
        }
        try {
            reading.read(head);
        } catch (ParseException e) {
            passes = false;
            unreadable.accept(head);
        }
        if (bodyLeft == 0) {
            pass();
        }
    }

    private static int promised(byte[] head) throws Broken {
        String text =
                FOLDED.matcher(new String(head, StandardCharsets.ISO_8859_1)).replaceAll(" ");
        Matcher length = LENGTH.matcher(text);
        if (!length.find()) {
            if (ANY_LENGTH.matcher(text).find()) {
                throw new Broken("a message of no length that can be counted");
            }
            return 0;
        }
        String first = length.group(1);
        if (length.find() && !length.group(1).equals(first)) {
            throw new Broken("a message of two lengths");
        }
        return Integer.parseInt(first);
    }

    private void pass() {
        if (passes) {
            whole.accept(message.toByteArray());
        }
        message.reset();
        lineLength = 0;
        blankLines = 0;
    }
}
