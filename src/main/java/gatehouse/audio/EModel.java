package gatehouse.audio;

import java.time.Duration;

/// How well two people can talk, as ITU-T G.107 reckons it: the rating R from 0 to 100 out of delay, codec and loss,
/// everything else (loudness, noise, echo of 65 dB) at the recommendation's default values. Without delay and loss R
/// is 93.2.
///
/// Wideband codecs are rated by G.107.1, whose R goes to 129, and brought to the same scale by the 1.29 that
/// recommendation divides by; so one number can be compared over all calls.
final class EModel {
    private static final double SLR = 8; // dB, sending loudness
    private static final double RLR = 2; // dB, receiving loudness
    private static final double STMR = 15; // dB, sidetone
    private static final double LSTR = 18; // dB, listener sidetone
    private static final double D_SENDING = 3;
    private static final double TELR = 65; // dB, talker echo
    private static final double WEPL = 110; // dB, listener echo
    private static final double Q = 37; // dB, one quantizing distortion unit
    private static final double CIRCUIT_NOISE = -70; // dBm0p
    private static final double NOISE_FLOOR = -64; // dBmp
    private static final double ROOM_NOISE = 35; // dB(A), on both sides
    private static final double WIDEBAND_BEST = 129;
    private static final double WIDEBAND_SCALE = 1.29;

    private static final double NOISE = noise();
    private static final double BASE = 15 - 1.5 * (SLR + NOISE); // Ro, equation 7-3

    private EModel() {}

    /// R for voice that takes so long from mouth to ear and of which this share never arrives. `burst` is 1 where
    /// losses are independent, more where they come together (BurstR).
    static double rating(Impairment codec, Duration mouthToEar, double lostShare, double burst) {
        double ms = mouthToEar.toNanos() / 1e6;
        double lost = 100 * Math.clamp(lostShare, 0.0, 1.0);
        double worst =
                codec.wideband() ? WIDEBAND_BEST - 34 : 95; // both leave 34 of R, equations 7-29 and G.107.1 7-14
        double equipment = codec.ie() + (worst - codec.ie()) * lost / (lost / burst + codec.bpl());
        double rating = codec.wideband()
                ? (WIDEBAND_BEST - delay(ms) - equipment) / WIDEBAND_SCALE
                : BASE - simultaneous(ms) - delay(ms) - equipment;
        return Math.clamp(rating, 0.0, 100.0);
    }

    /// The mean opinion, 1 to 4.5, that belongs to a rating: annex B.
    static double mos(double r) {
        return r <= 0 ? 1 : r >= 100 ? 4.5 : Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }

    /// No, equations 7-4 to 7-7.
    private static double noise() {
        double overall = SLR + RLR;
        double sending =
                ROOM_NOISE - SLR - D_SENDING - 100 + 0.004 * Math.pow(ROOM_NOISE - overall - D_SENDING - 14, 2);
        double effective = ROOM_NOISE + 10 * Math.log10(1 + power(10 - LSTR));
        double receiving = RLR - 121 + effective + 0.008 * Math.pow(effective - 35, 2);
        return 10 * Math.log10(power(CIRCUIT_NOISE) + power(sending) + power(receiving) + power(NOISE_FLOOR + RLR));
    }

    /// Is, equations 7-8 to 7-17: loudness, sidetone, quantizing.
    private static double simultaneous(double ms) {
        double loudness = (SLR + RLR + 0.2 * (64 + NOISE - RLR)) / 8;
        double tooLoud = 20 * (Math.pow(1 + Math.pow(loudness, 8), 1 / 8.0) - loudness);
        double sidetone = -10 * Math.log10(power(-STMR) + Math.exp(-ms / 4) * power(-TELR));
        double badSidetone = 12 * bend((sidetone - 13) / 6, 8)
                - 28 * bend((sidetone + 1) / 19.4, 35)
                - 13 * bend((sidetone - 3) / 33, 13)
                + 29;
        double g = 1.07 + 0.258 * Q + 0.0602 * Q * Q;
        double y = (BASE - 100) / 15 + 46 / 8.4 - g / 9;
        double z = 46 / 30.0 - g / 40;
        return tooLoud + badSidetone + 15 * Math.log10(1 + Math.pow(10, y) + Math.pow(10, z));
    }

    /// Id, equations 7-18 to 7-28: the talker's echo, the listener's, and delay as such.
    private static double delay(double ms) {
        return talkerEcho(ms) + listenerEcho(2 * ms) + lateness(ms);
    }

    private static double talkerEcho(double ms) {
        if (ms < 1) {
            return 0;
        }
        double level = TELR - 40 * Math.log10((1 + ms / 10) / (1 + ms / 150)) + 6 * Math.exp(-0.3 * ms * ms);
        double gap = -1.5 * (NOISE - RLR) - (80 + 2.5 * (level - 14));
        return (gap / 2 + Math.sqrt(gap * gap / 4 + 100) - 1) * (1 - Math.exp(-ms));
    }

    private static double listenerEcho(double roundTrip) {
        double gap = BASE - 10.5 * (WEPL + 7) * Math.pow(roundTrip + 1, -0.25);
        return gap / 2 + Math.sqrt(gap * gap / 4 + 169);
    }

    private static double lateness(double ms) {
        if (ms <= 100) {
            return 0;
        }
        double x = Math.log(ms / 100) / Math.log(2);
        return 25 * (bend(x, 6) - 3 * bend(x / 3, 6) + 2);
    }

    private static double bend(double x, int sharpness) {
        return Math.pow(1 + Math.pow(x, sharpness), 1.0 / sharpness);
    }

    private static double power(double decibels) {
        return Math.pow(10, decibels / 10);
    }
}
