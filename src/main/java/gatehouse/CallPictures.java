package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.door.DoorId;
import gatehouse.sip.Answer.Negotiated;
import gatehouse.sip.Film;
import gatehouse.sip.VoiceKeys;
import gatehouse.video.CallPicture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pictures that come with calls, of doors that have no camera of their own: a pair of ports for each such call,
/// named in its SDP, open until the call is over.
///
/// Safe for any thread.
final class CallPictures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallPictures.class);

    /// Where a door's picture would be received. Empty for a door that is seen otherwise.
    @FunctionalInterface
    interface Eyes {
        Optional<CallPicture> inCall(DoorId door, InetAddress here) throws IOException;
    }

    /// Where every door has a camera.
    static final Eyes NONE = (door, here) -> Optional.empty();

    private final Eyes eyes;
    private final Map<CallId, CallPicture> awaited = new ConcurrentHashMap<>();

    CallPictures(Eyes eyes) {
        this.eyes = eyes;
    }

    /// The address that belongs into what is offered or answered, where a picture is wanted. A call goes on without one
    /// when no port is free.
    synchronized Optional<InetSocketAddress> await(CallId call, Optional<DoorId> door, InetAddress here) {
        var known = awaited.get(call);
        if (known != null || door.isEmpty()) {
            return Optional.ofNullable(known).map(CallPicture::address);
        }
        try {
            var picture = eyes.inCall(door.get(), here);
            picture.ifPresent(p -> awaited.put(call, p));
            return picture.map(CallPicture::address);
        } catch (IOException e) {
            LOG.warn("No port for the picture of a call is free: {}", e.getMessage());
            return Optional.empty();
        }
    }

    void agree(CallId call, Negotiated agreed) {
        var picture = awaited.get(call);
        if (picture != null) {
            agreed.film().ifPresent(film -> picture.receive(coming(film)));
        }
    }

    private static CallPicture.Agreed coming(Film film) {
        return new CallPicture.Agreed(
                film.remoteRtp(),
                film.coding().payloadType(),
                film.coding().parameterSets(),
                film.keys().map(VoiceKeys::ours),
                film.keys().map(VoiceKeys::theirs));
    }

    void over(CallId call) {
        Optional.ofNullable(awaited.remove(call))
                .ifPresent(
                        picture -> Thread.ofVirtual().name("call-picture-close").start(picture::close));
    }

    @Override
    public void close() {
        awaited.values().forEach(CallPicture::close);
        awaited.clear();
    }
}
