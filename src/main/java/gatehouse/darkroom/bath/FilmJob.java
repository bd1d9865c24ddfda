package gatehouse.darkroom.bath;

import gatehouse.darkroom.ParameterSets;
import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Units;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Writes the coded pictures it is given into one film. The first is decoded once, to learn how large the picture is;
/// no other is touched.
final class FilmJob implements Job {
    private record Order(Path place, int rotation, Instant begin) {}

    @Override
    public void serve(Wire wire, Pulse.Place place) throws IOException {
        Optional<Order> order = Optional.empty();
        Optional<FilmStrip> strip = Optional.empty();
        try {
            while (true) {
                var message = wire.receive();
                var body = message.body();
                switch (message.kind()) {
                    case Say.SHOOT -> {
                        int rotation = body.getInt();
                        var begin = Instant.ofEpochMilli(body.getLong());
                        order = Optional.of(new Order(Path.of(Message.text(body)), rotation, begin));
                    }
                    case Say.FRAME -> {
                        long time = body.getLong();
                        long duration = body.getLong();
                        var unit = Units.get(body);
                        var data = new byte[unit.data().remaining()];
                        unit.data().duplicate().get(data);
                        place.goIn();
                        try {
                            if (strip.isEmpty()) {
                                strip = Optional.of(begin(order.orElseThrow(), unit, data));
                            }
                            strip.get().add(data, unit.key(), time, duration);
                        } finally {
                            place.comeOut();
                        }
                        wire.send(Say.SHOT);
                    }
                    case Say.CUT -> {
                        place.goIn();
                        try {
                            if (strip.isPresent()) {
                                strip.get().end();
                            }
                        } finally {
                            place.comeOut();
                        }
                        wire.send(Say.SHOT);
                    }
                    default -> throw new IOException("A message " + message.kind() + " where a film is written");
                }
            }
        } catch (FilmStrip.NotWritten e) {
            wire.send(Say.SORRY, Message.textBytes(e.getMessage()), body -> Message.putText(body, e.getMessage()));
        } finally {
            strip.ifPresent(FilmStrip::close);
        }
    }

    private static FilmStrip begin(Order order, Units.Received first, byte[] data) throws FilmStrip.NotWritten {
        try (var decoder = Decoder.of(first.coding())) {
            if (!decoder.decode(first)) {
                throw new FilmStrip.NotWritten("its first picture cannot be decoded");
            }
            var picture = decoder.picture();
            return FilmStrip.open(
                    order.place,
                    new FilmStrip.Title(
                            first.coding(),
                            picture.width(),
                            picture.height(),
                            order.rotation,
                            order.begin,
                            ParameterSets.of(first.coding(), data)));
        }
    }
}
