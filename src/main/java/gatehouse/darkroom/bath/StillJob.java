package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.util.Optional;

/// Decodes what it is given to the newest picture and answers with that picture as a JPEG at the camera's own size.
final class StillJob implements Job {
    @Override
    public void serve(Wire wire, Pulse.Place place) throws IOException {
        Optional<Decoder> decoder = Optional.empty();
        int turn = 0;
        try {
            while (true) {
                var message = wire.receive();
                switch (message.kind()) {
                    case Say.TURN -> turn = message.body().getInt();
                    case Say.UNIT -> {
                        var unit = Units.get(message.body());
                        place.goIn();
                        if (decoder.isEmpty() || decoder.get().coding() != unit.coding()) {
                            decoder.ifPresent(Decoder::close);
                            decoder = Optional.of(Decoder.of(unit.coding()));
                        }
                        decoder.get().decode(unit);
                        place.comeOut();
                    }
                    case Say.MAKE -> make(wire, place, decoder, turn);
                    default -> throw new IOException("A message " + message.kind() + " where a still is made");
                }
            }
        } finally {
            decoder.ifPresent(Decoder::close);
        }
    }

    private static void make(Wire wire, Pulse.Place place, Optional<Decoder> decoder, int turn) throws IOException {
        if (!decoder.map(Decoder::hasPicture).orElse(false)) {
            wire.send(Say.SORRY, 64, body -> gatehouse.darkroom.wire.Message.putText(body, "no picture to see"));
            return;
        }
        place.goIn();
        var frame = decoder.get().picture();
        var made = Jpegs.of(frame, turn);
        long arrived = decoder.get().arrivedNanos();
        place.comeOut();
        wire.send(
                Say.JPEG,
                16 + made.bytes().length,
                body -> body.putInt(made.width())
                        .putInt(made.height())
                        .putLong(arrived)
                        .put(made.bytes()));
    }
}
