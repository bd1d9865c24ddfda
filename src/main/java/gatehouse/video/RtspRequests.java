package gatehouse.video;

import gatehouse.door.Login;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// Writes the requests of one RTSP session: numbers, and the log-in once the camera asked for it. Safe for any thread.
///
/// A refused password is not tried twice: devices count the tries and lock the account.
final class RtspRequests {
    record Request(int sequence, String text) {}

    private static final int MOST_RENEWALS = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Login login;
    private final Duration afterRefusal;
    private final String clientNonce;
    private int sequence;
    private int count;
    private int renewals;
    private boolean proven;
    private Optional<Challenge> challenge = Optional.empty();

    RtspRequests(Login login, Duration afterRefusal) {
        this.login = login;
        this.afterRefusal = afterRefusal;
        var random = new byte[8];
        RANDOM.nextBytes(random);
        this.clientNonce = HexFormat.of().formatHex(random);
    }

    synchronized Request next(String method, String url, String headers) {
        sequence++;
        var text = new StringBuilder(method)
                .append(' ')
                .append(url)
                .append(" RTSP/1.0\r\nCSeq: ")
                .append(sequence)
                .append("\r\nUser-Agent: Gatehouse\r\n")
                .append(headers);
        if (challenge.isPresent()) {
            count++;
            text.append("Authorization: ")
                    .append(challenge.get().answer(login, method, url, count, clientNonce))
                    .append("\r\n");
        }
        return new Request(sequence, text.append("\r\n").toString());
    }

    /// A reply other than 401 came: if it was granted, the password is right. It may name the next nonce.
    synchronized void accepted(RtspMessage reply) throws VideoFault {
        if (challenge.isPresent() && reply.status() < 300) {
            proven = true;
            renewals = 0;
            var info = reply.header("Authentication-Info");
            var next = info.flatMap(text -> challenge.get().next(text));
            if (next.isPresent()) {
                challenge = next;
                count = 0;
            }
        }
    }

    /// A 401 came. Returns when another try can do better, and otherwise says that the password is wrong.
    synchronized void challenged(RtspMessage reply) throws VideoFault {
        var wanted = Challenge.strongest(reply.all("WWW-Authenticate"))
                .orElseThrow(() -> new VideoFault.NotSupported("a log-in of an unknown kind"));
        if (login.isEmpty()) {
            throw new VideoFault.WrongPassword("it wants a name and password, and none is set", afterRefusal);
        }
        if (challenge.isPresent()) {
            boolean saysStale = wanted instanceof Challenge.Digest digest && digest.stale();
            boolean again = (proven || saysStale) && wanted.renews(challenge.get());
            // A camera that calls every log-in stale must not be asked for ever.
            if (!again || ++renewals > MOST_RENEWALS) {
                throw new VideoFault.WrongPassword("it refused the log-in", afterRefusal);
            }
        }
        challenge = Optional.of(wanted);
        count = 0;
    }
}
