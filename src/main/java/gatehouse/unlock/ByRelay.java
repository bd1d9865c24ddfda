package gatehouse.unlock;

import gatehouse.door.UnlockBy;
import gatehouse.onvif.Deadline;
import gatehouse.onvif.DeviceEvent;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.OnvifFault;
import gatehouse.onvif.PullPoint;
import gatehouse.onvif.Relay;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens by an ONVIF relay output. Listens to the relay before it is moved, where the device can be listened to, so
/// that its own event confirms the opening. All together ends within eight seconds.
final class ByRelay {
    private static final Logger LOG = LoggerFactory.getLogger(ByRelay.class);
    private static final Duration TO_FIND = Duration.ofMillis(2500);
    private static final Duration TO_LISTEN = Duration.ofSeconds(1);
    private static final Duration TO_MOVE = Duration.ofSeconds(2);
    private static final Duration TO_CONFIRM = Duration.ofSeconds(2);
    private static final Set<String> ACTIVE = Set.of("active", "true", "1", "on");
    private static final Set<String> TOKEN_NAMES = Set.of("relaytoken", "relayoutputtoken", "token", "source");

    private ByRelay() {}

    static Outcome open(UnlockBy.OnvifRelay by, Relays relays, Attempt attempt) {
        Relays.Known known;
        try {
            known = relays.find(by, Deadline.in(TO_FIND));
        } catch (OnvifException e) {
            return attempt.refused(e.fault().trouble("The door").sentence() + " Its relay was not moved.");
        }
        if (known.relay().isBistable()) {
            return attempt.refused("The door's relay would stay open, because it is set to bistable in the device. "
                    + "Set it to monostable with a pulse.");
        }
        var listening = listen(known, attempt);
        try {
            known.device().within(Deadline.in(TO_MOVE)).activate(known.relay(), attempt::sent);
        } catch (OnvifException e) {
            relays.forget(by);
            return failed(e.fault(), attempt);
        }
        attempt.accepted();
        return listening.map(p -> confirmed(p, known.relay(), attempt)).orElseGet(attempt::accepting);
    }

    private static Optional<PullPoint> listen(Relays.Known known, Attempt attempt) {
        try {
            return Optional.of(
                    attempt.borrow(known.device().within(Deadline.in(TO_LISTEN)).openPullPoint()));
        } catch (OnvifException e) {
            LOG.debug("Cannot listen to the relay, it will be moved unheard: {}", e.fault());
            return Optional.empty();
        }
    }

    /// A relay already active when we began to listen gives no event when it is moved again; that it is still active in
    /// the end is then the confirmation.
    private static Outcome confirmed(PullPoint pullPoint, Relay relay, Attempt attempt) {
        var deadline = Deadline.in(TO_CONFIRM);
        boolean heardOfRelays = false;
        boolean active = false;
        try {
            while (!deadline.passed() && !attempt.isClosing()) {
                for (var event : pullPoint.pull(Duration.ofSeconds(1), deadline)) {
                    if (!isAboutRelays(event)) {
                        continue;
                    }
                    heardOfRelays = true;
                    if (isOf(event, relay)) {
                        active = isActive(event);
                        if (active && event.isChange()) {
                            return attempt.opened("The relay itself reports that it has switched.");
                        }
                    }
                }
            }
        } catch (OnvifException e) {
            LOG.debug("The relay is heard no more: {}", e.fault());
        }
        if (active) {
            return attempt.opened("The relay itself reports that it is switched.");
        }
        return heardOfRelays
                ? attempt.unknown("The door took the order, but its relay did not report that it has switched.")
                : attempt.accepting();
    }

    private static boolean isAboutRelays(DeviceEvent event) {
        return event.isAbout("Device/Trigger/Relay") || event.isAbout("Relay");
    }

    private static boolean isOf(DeviceEvent event, Relay relay) {
        var tokens = event.source().entrySet().stream()
                .filter(s -> TOKEN_NAMES.contains(s.getKey().toLowerCase(Locale.ROOT)))
                .map(s -> s.getValue())
                .toList();
        return tokens.isEmpty() || tokens.contains(relay.token());
    }

    private static boolean isActive(DeviceEvent event) {
        return event.data().entrySet().stream()
                .anyMatch(d -> d.getKey().toLowerCase(Locale.ROOT).endsWith("state")
                        && ACTIVE.contains(d.getValue().toLowerCase(Locale.ROOT)));
    }

    private static Outcome failed(OnvifFault fault, Attempt attempt) {
        return switch (fault) {
            case OnvifFault.Unreachable ignored -> attempt.refused("The door cannot be reached, so nothing was sent.");
            case OnvifFault.NotAuthorized ignored -> attempt.refused("The door does not accept the name or password.");
            case OnvifFault.NotSupported ignored -> attempt.refused("The door cannot move this relay.");
            case OnvifFault.Rejected r ->
                attempt.refused("The door refused" + (r.reason().isEmpty() ? "." : ": " + r.reason() + "."));
            case OnvifFault.Timeout ignored -> attempt.unknown("The door did not answer.");
            case OnvifFault.Cut ignored -> attempt.unknown("The door ended the connection without an answer.");
            case OnvifFault.NotOnvif ignored -> attempt.unknown("The door's answer cannot be read.");
            case OnvifFault.TooLarge ignored -> attempt.unknown("The door's answer cannot be read.");
            case OnvifFault.Malformed ignored -> attempt.unknown("The door's answer cannot be read.");
        };
    }
}
