package gatehouse.onvif;

import static java.util.Objects.requireNonNull;

/// One media profile: a stream that can be had. Sizes and rate are 0 where the device does not say. `media2` is the
/// service that named it, the one to be asked for its address.
public record Profile(String token, String name, String codec, int width, int height, int rate, boolean media2) {
    public Profile {
        requireNonNull(token);
        requireNonNull(name);
        requireNonNull(codec);
    }
}
