package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An offer of ours that waits for its answer: what stands in it, to tell what the answer takes of it.
record OwnOffer(
        boolean held,
        Direction direction,
        List<SessionLine> lines,
        Map<Codec, Integer> codecs,
        Map<Integer, Integer> tones,
        List<CryptoLine> voiceKeys,
        List<CryptoLine> pictureKeys) {
    /// To be filled while it is written.
    OwnOffer(boolean held, Direction direction, List<SessionLine> lines) {
        this(
                held,
                direction,
                List.copyOf(lines),
                new LinkedHashMap<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /// Beyond the last line where there is none of this use.
    int place(SessionLine.Use use) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).use() == use) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
