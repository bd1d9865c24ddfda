package gatehouse.site;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// How calls over a line are spoken: the codecs, the dearest first, and whether the voice is encrypted (SRTP).
public record LineMedia(List<Voice> codecs, Srtp srtp) {
    public enum Voice {
        PCMA,
        PCMU,
        G722,
        OPUS
    }

    public enum Srtp {
        REQUIRED,
        PREFERRED,
        OFF
    }

    public static final LineMedia USUAL =
            new LineMedia(List.of(Voice.OPUS, Voice.G722, Voice.PCMA, Voice.PCMU), Srtp.PREFERRED);

    public LineMedia {
        codecs = List.copyOf(codecs);
        requireNonNull(srtp);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A line needs at least one codec");
        }
    }
}
