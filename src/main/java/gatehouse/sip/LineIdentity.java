package gatehouse.sip;

import java.util.concurrent.atomic.AtomicLong;

/// By what exchanges know one line from its opening to its close (RFC 3261 §10.2): only they are told the secret name
/// in the contact, so a call that uses it comes from there.
record LineIdentity(String token, String callId, AtomicLong sequence) {
    static LineIdentity fresh(Letters letters) {
        return new LineIdentity(letters.token(), letters.token(), new AtomicLong());
    }
}
