package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Intercom;
import gatehouse.sip.Callee;
import gatehouse.sip.Secured;
import gatehouse.sip.Source;
import gatehouse.sip.Transport;
import gatehouse.sip.VoiceAddress;
import gatehouse.site.Line;
import gatehouse.site.LineMedia;
import gatehouse.site.Site;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who the calls are with: the door, the line they came over, and what a caller offered.
///
/// Rule 4: a call is a door's by its authenticated source alone; one of ours by where it was called.
///
/// Safe for any thread.
final class Callers {
    private record Party(Optional<DoorId> door, Optional<String> line, Optional<VoiceAddress> offered) {}

    private final Map<CallId, Party> parties = new ConcurrentHashMap<>();
    private volatile Site site;

    Callers(Site site) {
        this.site = site;
    }

    void wire(Site changed) {
        site = changed;
    }

    /// Somebody rings; the door, if the call is one's.
    Optional<DoorId> rang(CallId call, Source source, Optional<VoiceAddress> offered) {
        var from = from(source);
        var door = from.flatMap(f -> site.doors().stream()
                        .filter(d -> d.callsFrom().equals(Optional.of(f)))
                        .findFirst())
                .map(Door::id);
        var line = source instanceof Source.Registered r ? Optional.of(r.lineId()) : Optional.<String>empty();
        parties.put(call, new Party(door, line, offered));
        return door;
    }

    void called(CallId call, CallAt at, Optional<DoorId> door) {
        var line = at instanceof CallAt.Extension e ? Optional.of(e.line()) : Optional.<String>empty();
        parties.put(call, new Party(door, line, Optional.empty()));
    }

    void forget(CallId call) {
        parties.remove(call);
    }

    Optional<DoorId> door(CallId call) {
        return party(call).flatMap(Party::door);
    }

    Optional<VoiceAddress> offered(CallId call) {
        return party(call).flatMap(Party::offered);
    }

    Intercom intercom(CallId call) {
        return party(call)
                .flatMap(Party::door)
                .flatMap(site::door)
                .map(Door::intercom)
                .orElse(Intercom.USUAL);
    }

    /// The line over which the call goes; empty for a direct one.
    Optional<Line> line(CallId call) {
        return party(call).flatMap(Party::line).flatMap(this::line);
    }

    /// How the call may be spoken.
    LineMedia media(CallId call) {
        return line(call).map(Line::media).orElse(LineMedia.USUAL);
    }

    /// How somebody who is called there may be spoken with.
    LineMedia media(CallAt at) {
        return switch (at) {
            case CallAt.Extension e -> line(e.line()).map(Line::media).orElse(LineMedia.USUAL);
            case CallAt.Address a -> LineMedia.USUAL;
        };
    }

    private Optional<Line> line(String id) {
        return site.calls().lines().stream().filter(l -> l.id().equals(id)).findFirst();
    }

    private Optional<Party> party(CallId call) {
        return Optional.ofNullable(parties.get(call));
    }

    private static Optional<CallsFrom> from(Source source) {
        return switch (source) {
            case Source.Registered r -> Optional.of(new CallsFrom.Extension(r.lineId(), r.number()));
            case Source.Peer p -> Optional.of(new CallsFrom.Peer(p.host(), p.port()));
            case Source.Unknown it -> Optional.empty();
        };
    }

    static String words(Source source) {
        return switch (source) {
            case Source.Registered r -> "extension " + r.number() + " through " + r.lineId();
            case Source.Peer p -> "direct call from " + p.host();
            case Source.Unknown u -> "unknown address " + u.host();
        };
    }

    static Callee callee(CallAt at) {
        return switch (at) {
            case CallAt.Extension e -> new Callee.Extension(e.line(), e.number());
            case CallAt.Address a ->
                new Callee.Direct(a.host(), a.port(), Transport.valueOf(a.by().name()), a.user(), secured(a));
        };
    }

    private static Optional<Secured> secured(CallAt.Address at) {
        return at.by() == CallAt.By.TLS ? Optional.of(PinnedTls.of(at.pin().map(Pin::new))::over) : Optional.empty();
    }
}
