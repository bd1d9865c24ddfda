package gatehouse.audio;

/// What a codec costs, ITU-T G.113: `ie` of the rating when everything arrives, and how robust it is when something
/// does not (`bpl`, the percentage of loss at which half of what is left is gone).
record Impairment(double ie, double bpl, boolean wideband) {
    /// G.711 without any concealment, appendix I, table I.4.
    static final Impairment BARE_G711 = new Impairment(0, 4.3, false);

    static Impairment of(Codec codec) {
        return switch (codec) {
            // With the concealment of its appendix I; appendix I of G.113, table I.4.
            case PCMA, PCMU -> new Impairment(0, 25.1, false);
            // Appendix IV, table IV.1 gives 13 at 64 kbit/s. No robustness is given for our concealment: as G.711's is
            // assumed, scaled to the wider range.
            case G722 -> new Impairment(13, 25.1, true);
            // Opus is not listed. Its impairment is taken as that of the listed codec nearest in rate and kind, AMR-WB
            // at
            // 23.85 kbit/s (8), its robustness as G.711's: its FEC does at least as much.
            case OPUS -> new Impairment(8, 25.1, true);
        };
    }
}
