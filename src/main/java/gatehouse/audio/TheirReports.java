package gatehouse.audio;

import gatehouse.rtp.Rtcp;

/// What the other side said by RTCP about hearing us. `reports` of it came at all; `blocks` of them spoke of our voice,
/// the last one with this share lost and this highest sequence number.
public record TheirReports(long reports, long blocks, double lostShare, long highest) {
    static final TheirReports NONE = new TheirReports(0, 0, 0, 0);

    TheirReports andReport() {
        return new TheirReports(reports + 1, blocks, lostShare, highest);
    }

    TheirReports and(Rtcp.Block block) {
        return new TheirReports(reports, blocks + 1, block.fractionLost() / 256.0, block.highest());
    }
}
