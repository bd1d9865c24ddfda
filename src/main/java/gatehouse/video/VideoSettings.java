package gatehouse.video;

import static java.util.Objects.requireNonNull;

import gatehouse.lifecycle.Backoff;
import java.time.Duration;

/// How patient a door's video is and how much it may keep.
///
/// - `connect`: for the TCP connection; `answer`: for each reply of the camera.
/// - `silence`: without a video packet for so long, the stream has stalled; `keyPicture`: packets, but no picture to
/// begin with.
/// - `wrongPassword`: the pause after a refused log-in, long enough that no account is locked.
/// - `preRoll`: how much of the past is kept in memory, undecoded, and `warmBytes` the most memory that may take for
/// one
/// stream; where the two disagree, the past is shorter.
/// - `mainLinger`: how long the stream that is not kept warm stays connected after the last view that wanted it.
/// - `warmMain`: whether the main stream is the one kept warm, where the door does not say itself.
public record VideoSettings(
        Duration connect,
        Duration answer,
        Duration silence,
        Duration keyPicture,
        Duration wrongPassword,
        Duration preRoll,
        int warmBytes,
        Duration mainLinger,
        boolean warmMain,
        Backoff backoff) {
    public static final VideoSettings STANDARD = new VideoSettings(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(45),
            Duration.ofSeconds(10),
            16 << 20,
            Duration.ofSeconds(4),
            true,
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8)));

    public VideoSettings {
        requireNonNull(connect);
        requireNonNull(answer);
        requireNonNull(silence);
        requireNonNull(keyPicture);
        requireNonNull(wrongPassword);
        requireNonNull(preRoll);
        requireNonNull(mainLinger);
        requireNonNull(backoff);
        if (warmBytes < 1 << 16) {
            throw new IllegalArgumentException("One key picture must fit into the warm memory, not " + warmBytes);
        }
    }

    /// The same patience, another memory.
    public VideoSettings warming(Duration past, int bytes, boolean main) {
        return new VideoSettings(
                connect, answer, silence, keyPicture, wrongPassword, past, bytes, mainLinger, main, backoff);
    }
}
