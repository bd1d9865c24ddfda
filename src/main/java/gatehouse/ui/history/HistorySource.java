package gatehouse.ui.history;

import static java.util.Objects.requireNonNull;

import gatehouse.door.DoorId;
import gatehouse.ui.kit.Badge;
import gatehouse.video.Reel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What the history screen asks for. Every answer comes later, on any thread; a failed future carries a sentence.
public interface HistorySource {
    /// The visits that match, newest first, after the row with this key; without a key from the newest.
    CompletableFuture<Page> visits(Filter filter, Optional<String> afterKey);

    CompletableFuture<Timeline> timeline(String visitId);

    /// How many visits began in each hour, oldest first, one number for each hour from `from` until `to`.
    CompletableFuture<List<Integer>> perHour(Filter filter, Instant from, Instant to);

    CompletableFuture<Counts> counts(Filter filter);

    CompletableFuture<Choices> choices();

    /// A picture of a row as JPEG.
    CompletableFuture<byte[]> picture(String pictureRef);

    /// A clip, ready to be played within a box of this size; the asker closes it.
    CompletableFuture<Reel> play(String clipId, int width, int height);

    /// Empty when the clip is the one that was recorded, else a sentence that says what is wrong with it.
    CompletableFuture<Optional<String>> proof(String clipId);

    /// Copies a clip out of the history, with its hash in a text file beside it.
    CompletableFuture<Void> save(String clipId, Path to);

    /// Which visits are wanted. Empty text and empty choices want all.
    record Filter(
            Instant from,
            Instant to,
            Optional<DoorId> door,
            Optional<String> kind,
            Optional<String> operator,
            String text) {
        public Filter {
            requireNonNull(from);
            requireNonNull(to);
            requireNonNull(door);
            requireNonNull(kind);
            requireNonNull(operator);
            requireNonNull(text);
        }
    }

    /// `next` is the key for the page after this one, empty when there is none.
    record Page(List<Row> rows, Optional<String> next) {
        public Page {
            rows = List.copyOf(rows);
            requireNonNull(next);
        }
    }

    record Row(String id, Instant at, String door, String sentence, List<Badge> badges, Optional<String> picture) {
        public Row {
            requireNonNull(id);
            requireNonNull(at);
            requireNonNull(door);
            requireNonNull(sentence);
            badges = List.copyOf(badges);
            requireNonNull(picture);
        }
    }

    /// `withheld`: its pictures and clips are not for whoever asks.
    record Timeline(
            String door, Instant at, List<Line> lines, List<Still> pictures, List<Clip> clips, boolean withheld) {
        public Timeline(String door, Instant at, List<Line> lines, List<Still> pictures, List<Clip> clips) {
            this(door, at, lines, pictures, clips, false);
        }

        public Timeline {
            requireNonNull(door);
            requireNonNull(at);
            lines = List.copyOf(lines);
            pictures = List.copyOf(pictures);
            clips = List.copyOf(clips);
        }
    }

    record Line(Instant at, String sentence, Badge.Tone tone) {
        public Line {
            requireNonNull(at);
            requireNonNull(sentence);
            requireNonNull(tone);
        }
    }

    /// One kept clip: the wall-clock time of its first picture, and what it is in a few words (codec and size).
    record Clip(String id, Instant begin, Duration length, String words) {
        public Clip {
            requireNonNull(id);
            requireNonNull(begin);
            requireNonNull(length);
            requireNonNull(words);
        }
    }

    /// One kept picture: when and for what it was taken, and its JPEG bytes.
    record Still(Instant at, String words, byte[] jpeg) {
        public Still {
            requireNonNull(at);
            requireNonNull(words);
            requireNonNull(jpeg);
        }
    }

    /// The line right of the filters; `proof` says how far the chain was checked and whether it is whole.
    record Counts(long visits, long missed, long notConfirmed, String proof, boolean whole) {
        public Counts {
            requireNonNull(proof);
        }
    }

    record Choice(String key, String words) {
        public Choice {
            requireNonNull(key);
            requireNonNull(words);
        }
    }

    record Choices(List<Choice> doors, List<Choice> kinds, List<Choice> operators) {
        public Choices {
            doors = List.copyOf(doors);
            kinds = List.copyOf(kinds);
            operators = List.copyOf(operators);
        }
    }
}
