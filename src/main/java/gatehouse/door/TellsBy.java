package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/// By what a door tells how it stands, beside the answers of the way that opens it.
public sealed interface TellsBy {
    /// Which part of the door it tells of.
    Part part();

    enum Part {
        /// The bolt or its relay: released or not.
        LOCK,
        /// The leaf: open or shut.
        DOOR
    }

    /// An HTTP address, asked only while it is needed.
    record Http(Part part, HttpState state, HttpAccess access) implements TellsBy {
        public Http {
            requireNonNull(part);
            requireNonNull(state);
            requireNonNull(access);
        }
    }

    /// A digital input of an ONVIF device. `activeIsOpen`: its active state means open.
    record OnvifInput(Part part, URI device, HttpAccess access, String token, boolean activeIsOpen) implements TellsBy {
        public OnvifInput {
            requireNonNull(part);
            requireNonNull(device);
            requireNonNull(access);
            requireNonNull(token);
        }
    }

    /// A topic whose messages say `open` or `closed`, as their whole text or, for JSON, as the value of any key.
    record Mqtt(Part part, Broker broker, String topic, String open, String closed) implements TellsBy {
        public Mqtt {
            requireNonNull(part);
            requireNonNull(broker);
            requireNonNull(topic);
            requireNonNull(open);
            requireNonNull(closed);
        }
    }

    /// A discrete input of a relay box. `setIsOpen`: 1 means open.
    record ModbusInput(Part part, ModbusBox box, int input, boolean setIsOpen) implements TellsBy {
        public ModbusInput {
            requireNonNull(part);
            requireNonNull(box);
        }
    }
}
