package gatehouse.sip;

import gatehouse.sip.Offer.Media;
import java.util.List;

/// One media line of a session, whoever brought it in: it keeps its place for good (RFC 3264 §8).
record SessionLine(String kind, String profile, List<String> formats, Use use) {
    enum Use {
        VOICE,
        PICTURE,
        NONE
    }

    static SessionLine of(Media media, Use use) {
        return new SessionLine(media.kind(), media.profile(), media.formats(), use);
    }
}
