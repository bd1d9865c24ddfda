package gatehouse.sip;

import static java.util.Objects.requireNonNull;

/// A moving picture as a media line describes it (RFC 6184 §8.1): the number it comes under, the profile and level in
/// their six hexadecimal digits, packetization mode 0 or 1, and the parameter sets as they stand there, comma between
/// them; empty where the stream alone carries them.
public record H264(int payloadType, String profileLevelId, int packetizationMode, String parameterSets) {
    /// Baseline, level 1.0: what a description without the parameter means.
    static final String PLAINEST = "42000A";

    /// What we ask for when we may say it first: constrained baseline as every door speaks it, for 1280 by 720.
    static final H264 OURS = new H264(97, "42E01F", 1, "");

    public H264 {
        requireNonNull(profileLevelId);
        requireNonNull(parameterSets);
    }

    /// The parameters of an answer must be those of the offer (RFC 6184 §8.2.2).
    String fmtp() {
        return "profile-level-id=" + profileLevelId + ";packetization-mode=" + packetizationMode;
    }
}
