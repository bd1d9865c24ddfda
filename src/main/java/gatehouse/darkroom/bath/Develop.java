package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;

/// Decodes one live stream and prints its pictures, each print for itself. A unit goes in, and a `DONE` says that it
/// came through.
public final class Develop implements Job {
    /// Looks at each unit inside native code, before it is decoded. Only a test has a use for that.
    @FunctionalInterface
    public interface Inspection {
        void look(Units.Received unit);
    }

    private final Inspection inspection;

    public Develop() {
        this(unit -> {});
    }

    public Develop(Inspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public void serve(Wire wire, Pulse.Place place) throws IOException {
        try (var stream = new Stream(wire, place, inspection)) {
            while (true) {
                var message = wire.receive();
                var body = message.body();
                switch (message.kind()) {
                    case Say.UNIT -> stream.unit(Units.get(body));
                    case Say.PRINT -> stream.print(body);
                    case Say.ORDER -> stream.order(body);
                    case Say.DROP -> stream.drop(body.getInt());
                    case Say.THRIFT -> stream.save(body.get());
                    case Say.TURN -> stream.turn(body.getInt());
                    default -> throw new IOException("A message " + message.kind() + " where a stream is developed");
                }
            }
        }
    }
}
