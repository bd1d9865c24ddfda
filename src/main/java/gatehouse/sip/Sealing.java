package gatehouse.sip;

import gatehouse.rtp.CryptoLine;
import gatehouse.rtp.SrtpKey;
import gatehouse.rtp.SrtpSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys of one stream through all offers of a call (RFC 4568 §5.1). As long as the other side keeps its key we keep
/// ours; when it takes a new one, so do we, for a counter that begins again under an old key would use it twice.
///
/// Confined like the negotiation it belongs to.
final class Sealing {
    private final boolean openly;
    private Optional<CryptoLine> ours = Optional.empty();
    private Optional<SrtpKey> theirs = Optional.empty();

    Sealing(boolean openly) {
        this.openly = openly;
    }

    /// Takes the line of an offer of theirs; what we answer is in [#line].
    VoiceKeys take(CryptoLine offered) {
        boolean same = theirs.equals(Optional.of(offered.key()))
                && ours.filter(it -> it.tag() == offered.tag()).isPresent();
        if (!same) {
            ours = Optional.of(
                    new CryptoLine(offered.tag(), SrtpKey.fresh(offered.key().suite())));
            theirs = Optional.of(offered.key());
        }
        return keys(ours.orElseThrow(), offered);
    }

    /// What we offer: the key in use, or where there is none a new one for each suite.
    List<CryptoLine> offer() {
        if (ours.isPresent()) {
            return List.of(ours.get());
        }
        var lines = new ArrayList<CryptoLine>();
        for (SrtpSuite suite : SrtpSuite.values()) {
            lines.add(new CryptoLine(lines.size() + 1, SrtpKey.fresh(suite)));
        }
        return lines;
    }

    /// Takes what they chose of our offer; empty when it is none of it, which ends the matter (§5.1.3).
    Optional<VoiceKeys> accept(List<CryptoLine> offered, List<CryptoLine> answered) {
        for (CryptoLine chosen : answered) {
            for (CryptoLine own : offered) {
                if (own.tag() == chosen.tag()
                        && own.key().suite() == chosen.key().suite()) {
                    ours = Optional.of(own);
                    theirs = Optional.of(chosen.key());
                    return Optional.of(keys(own, chosen));
                }
            }
        }
        return Optional.empty();
    }

    /// The stream goes on in the clear.
    void drop() {
        ours = Optional.empty();
        theirs = Optional.empty();
    }

    private VoiceKeys keys(CryptoLine own, CryptoLine other) {
        return new VoiceKeys(own.key(), other.key(), openly);
    }

    List<CryptoLine> line() {
        return ours.stream().toList();
    }
}
