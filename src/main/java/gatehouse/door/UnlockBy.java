package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How one output of a door is opened. The pulse is timed by the device, never by us, but for a relay box that cannot.
public sealed interface UnlockBy {
    /// A code sent as tones in the confirmed call.
    record Dtmf(Secret code, Tones tones, Duration tone, Duration pause) implements UnlockBy {
        public Dtmf {
            requireNonNull(code);
            requireNonNull(tones);
            requireNonNull(tone);
            requireNonNull(pause);
        }
    }

    /// One HTTP(S) request. `lock`, when there, is asked afterwards for the state of the lock; the modes are there as
    /// far
    /// as the device has them.
    record Http(HttpCall open, HttpModes modes, HttpExpect expect, HttpAccess access, Optional<HttpState> lock)
            implements UnlockBy {
        public Http {
            requireNonNull(open);
            requireNonNull(modes);
            requireNonNull(expect);
            requireNonNull(access);
            requireNonNull(lock);
        }

        /// A plain request, and a plain address that tells of the lock.
        public Http(String method, URI request, Login login, Optional<URI> confirm) {
            this(
                    HttpCall.of(method, request.toString()),
                    HttpModes.NONE,
                    HttpExpect.GOOD,
                    HttpAccess.of(login),
                    confirm.map(c -> HttpState.of(c.toString())));
        }

        public Login login() {
            return access.login();
        }
    }

    /// The requests that hold an output open, lock it down, and bring it back to normal, which takes some devices more
    /// than one.
    record HttpModes(Optional<HttpCall> hold, Optional<HttpCall> lockDown, List<HttpCall> normal) {
        public static final HttpModes NONE = new HttpModes(Optional.empty(), Optional.empty(), List.of());

        public HttpModes {
            requireNonNull(hold);
            requireNonNull(lockDown);
            normal = List.copyOf(normal);
        }
    }

    /// An ONVIF relay output, by its token. It is pulsed, and held only where `holds` says that the device's relay is
    /// meant to stay as it is put (bistable).
    record OnvifRelay(URI device, HttpAccess access, String token, boolean holds) implements UnlockBy {
        public OnvifRelay {
            requireNonNull(device);
            requireNonNull(access);
            requireNonNull(token);
        }

        public OnvifRelay(URI device, Login login, String token) {
            this(device, HttpAccess.of(login), token, false);
        }

        public Login login() {
            return access.login();
        }
    }

    /// A door of ONVIF's door control service, by its token.
    record OnvifDoor(URI device, HttpAccess access, String token) implements UnlockBy {
        public OnvifDoor {
            requireNonNull(device);
            requireNonNull(access);
            requireNonNull(token);
        }
    }

    /// A message to a lock that listens at a broker. Payloads are templates as in [HttpCall]; an empty one is a mode
    /// that the lock does not have.
    record Mqtt(Broker broker, String topic, String open, MqttModes modes, Optional<TellsBy.Mqtt> state)
            implements UnlockBy {
        public Mqtt {
            requireNonNull(broker);
            requireNonNull(topic);
            requireNonNull(open);
            requireNonNull(modes);
            requireNonNull(state);
        }
    }

    record MqttModes(Optional<String> hold, Optional<String> lockDown, Optional<String> normal) {
        public static final MqttModes NONE = new MqttModes(Optional.empty(), Optional.empty(), Optional.empty());

        public MqttModes {
            requireNonNull(hold);
            requireNonNull(lockDown);
            requireNonNull(normal);
        }
    }

    /// A coil of a relay box inside the secure area. `selfEnding`: the box ends the pulse itself; else the console
    /// switches it off again, whatever happens. `holds`: the coil may be left on to hold the door open.
    record Modbus(ModbusBox box, int coil, boolean selfEnding, boolean holds) implements UnlockBy {
        public Modbus {
            requireNonNull(box);
            if (coil < 0 || coil > 65_535) {
                throw new IllegalArgumentException("A coil is 0 to 65535, not " + coil);
            }
        }
    }

    /// How the tones of a code travel.
    enum Tones {
        RFC4733,
        /// SIP INFO with application/dtmf-relay: the digit and its length.
        INFO,
        /// SIP INFO with application/dtmf: the digit alone.
        INFO_DTMF,
        /// As sound in the voice itself, for stations that know nothing else.
        IN_BAND
    }
}
