package gatehouse.darkroom.bath;

import gatehouse.darkroom.wire.Message;
import gatehouse.darkroom.wire.Pulse;
import gatehouse.darkroom.wire.Say;
import gatehouse.darkroom.wire.Sheets;
import gatehouse.darkroom.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Plays one film: any of its pictures, at the size that is ordered. One question, one answer. On the sheet a picture's
/// arrival is its number in the film.
final class ReelJob implements Job {
    @Override
    public void serve(Wire wire, Pulse.Place place) throws IOException {
        try (var playing = new Playing(wire, place)) {
            while (true) {
                var message = wire.receive();
                var body = message.body();
                try {
                    switch (message.kind()) {
                        case Say.LOAD -> playing.load(Path.of(Message.text(body)));
                        case Say.PRINT -> playing.print(body);
                        case Say.SHOW -> playing.show(body.getInt());
                        default -> throw new IOException("A message " + message.kind() + " where a film is played");
                    }
                } catch (FilmReader.NotReadable e) {
                    String why = e.getMessage();
                    wire.send(Say.SORRY, Message.textBytes(why), answer -> Message.putText(answer, why));
                }
            }
        }
    }

    private static final class Playing implements AutoCloseable {
        private final Wire wire;
        private final Pulse.Place place;
        private Optional<FilmReader> film = Optional.empty();
        private Optional<Printing> print = Optional.empty();

        Playing(Wire wire, Pulse.Place place) {
            this.wire = wire;
            this.place = place;
        }

        void load(Path file) throws IOException {
            place.goIn();
            try {
                film = Optional.of(FilmReader.open(file));
            } finally {
                place.comeOut();
            }
            long[] times = film.get().times();
            wire.send(Say.LOADED, 16 + 8 * times.length, body -> {
                body.putLong(film.get().length());
                for (long time : times) {
                    body.putLong(time);
                }
            });
        }

        /// One print at a time: a new one takes the place of the one before.
        void print(ByteBuffer body) throws IOException {
            int id = body.getInt();
            long capacity = body.getLong();
            var path = Path.of(Message.text(body));
            var framing = new Framing(
                    body.getInt(),
                    body.getInt(),
                    body.getDouble(),
                    body.getDouble(),
                    body.getDouble(),
                    body.getDouble(),
                    loaded().rotation());
            print.ifPresent(Printing::close);
            print = Optional.of(new Printing(Sheets.writer(path, capacity), framing));
            wire.send(Say.MAPPED, 4, answer -> answer.putInt(id));
        }

        void show(int index) throws IOException {
            place.goIn();
            try {
                var frame = loaded().picture(index);
                frame.pts(index);
                print.ifPresent(p -> p.print(frame, Stream.shape(frame), 0, false));
            } finally {
                place.comeOut();
            }
            wire.send(Say.SHOWN, 4, answer -> answer.putInt(index));
        }

        private FilmReader loaded() throws IOException {
            return film.orElseThrow(() -> new IOException("A question about a film before there is one"));
        }

        @Override
        public void close() {
            print.ifPresent(Printing::close);
            film.ifPresent(FilmReader::close);
        }
    }
}
