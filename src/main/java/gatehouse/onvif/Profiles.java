package gatehouse.onvif;

import java.util.List;

/// Reads profiles and relays out of answers, leaving out what has no token: it could not be asked for.
final class Profiles {
    private Profiles() {}

    static List<Profile> ofMedia2(Node answer, int most) {
        return answer.children("Profiles").stream()
                .filter(p -> !p.attribute("token").isEmpty())
                .limit(most)
                .map(p -> profile(p, p.at("Configurations", "VideoEncoder").orElse(p), true))
                .toList();
    }

    static List<Profile> ofMedia1(Node answer, int most) {
        return answer.children("Profiles").stream()
                .filter(p -> !p.attribute("token").isEmpty())
                .limit(most)
                .map(p -> profile(p, p.at("VideoEncoderConfiguration").orElse(p), false))
                .toList();
    }

    private static Profile profile(Node p, Node encoder, boolean media2) {
        return new Profile(
                p.attribute("token"),
                Soap.shown(p.text("Name")),
                Soap.shown(encoder.text("Encoding")),
                encoder.number("Resolution", "Width"),
                encoder.number("Resolution", "Height"),
                encoder.number("RateControl", "FrameRateLimit"),
                media2);
    }

    /// Adds what is not there yet: a device that answers on both services names its relays twice.
    static void relays(Node answer, boolean viaDeviceIo, List<Relay> into, int most) {
        for (var r : answer.children("RelayOutputs")) {
            var token = r.attribute("token");
            boolean known = into.stream().anyMatch(i -> i.token().equals(token));
            if (!token.isEmpty() && !known && into.size() < most) {
                into.add(new Relay(
                        token,
                        Soap.shown(r.text("Properties", "Mode")),
                        Soap.shown(r.text("Properties", "DelayTime")),
                        Soap.shown(r.text("Properties", "IdleState")),
                        viaDeviceIo));
            }
        }
    }
}
