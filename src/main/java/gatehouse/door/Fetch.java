package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How a door's streams are fetched and shown.
///
/// - `transport`: `AUTO` begins inside the RTSP connection and falls back to UDP where the camera wants that.
/// - `connections`: how many streams the station serves this desk at once; 0 means as many as are wanted, 1 means that
/// one stream serves everything.
/// - `warm`: the stream whose last seconds are kept in memory. `AUTO` is the main stream on a small site, else the sub
/// stream.
/// - `rotation`: by how many degrees clockwise the picture is turned before it is shown: 0, 90, 180 or 270.
/// - `pin`: the SHA-256 of the certificate's public key, in base64, for rtsps addresses.
public record Fetch(Transport transport, int connections, Warm warm, int rotation, Optional<String> pin) {
    public enum Transport {
        AUTO,
        TCP,
        UDP
    }

    public enum Warm {
        AUTO,
        MAIN,
        SUB
    }

    public static final Fetch STANDARD = new Fetch(Transport.AUTO, 0, Warm.AUTO, 0, Optional.empty());

    public Fetch {
        requireNonNull(transport);
        requireNonNull(warm);
        requireNonNull(pin);
        if (connections < 0) {
            throw new IllegalArgumentException("A station serves no fewer than 0 connections, not " + connections);
        }
        if (rotation % 90 != 0 || rotation < 0 || rotation > 270) {
            throw new IllegalArgumentException("A picture is turned by 0, 90, 180 or 270 degrees, not " + rotation);
        }
    }

    public boolean single() {
        return connections == 1;
    }
}
