package gatehouse.sip;

import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Iterator;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.header.Parameters;

/// The call that an INVITE names to be replaced by it (RFC 3891 §3), as this side of it knows it.
record Replaced(Dialogue dialogue, boolean earlyOnly) {
    private static final String NAME = "Replaces";

    /// What both sides of a call know it by (RFC 3261 §12).
    record Dialogue(String callId, String ours, String theirs) {
        /// Empty as long as the other side has not said its part.
        static Optional<Dialogue> of(Dialog dialog) {
            return dialog.getLocalTag() == null || dialog.getRemoteTag() == null
                    ? Optional.empty()
                    : Optional.of(
                            new Dialogue(dialog.getCallId().getCallId(), dialog.getLocalTag(), dialog.getRemoteTag()));
        }
    }

    /// An INVITE that names no call that can be read.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }

    /// Empty for an INVITE that is an ordinary one.
    static Optional<Replaced> by(SIPRequest invite) throws Malformed {
        ListIterator<?> named = invite.getHeaders(NAME);
        if (isUnread(invite)) {
            throw new Malformed();
        }
        if (!named.hasNext()) {
            return Optional.empty();
        }
        if (!(named.next() instanceof ReplacesHeader one)
                || one.getCallId() == null
                || one.getToTag() == null
                || one.getFromTag() == null) {
            throw new Malformed();
        }
        boolean earlyOnly = one instanceof Parameters more && has(more, "early-only");
        return Optional.of(new Replaced(new Dialogue(one.getCallId(), one.getToTag(), one.getFromTag()), earlyOnly));
    }

    /// The parser lays what it cannot read aside, and the INVITE would ring as if nothing had been asked.
    private static boolean isUnread(SIPRequest invite) {
        ListIterator<?> unread = invite.getUnrecognizedHeaders();
        while (unread.hasNext()) {
            if (String.valueOf(unread.next()).regionMatches(true, 0, NAME, 0, NAME.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Parameters more, String name) {
        Iterator<?> names = more.getParameterNames();
        while (names.hasNext()) {
            if (name.equalsIgnoreCase(String.valueOf(names.next()))) {
                return true;
            }
        }
        return false;
    }
}
