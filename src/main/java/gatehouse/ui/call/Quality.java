package gatehouse.ui.call;

import gatehouse.audio.CallQuality;
import gatehouse.ui.kit.Words;
import java.util.Locale;

/// How a call sounds, in one word; the figures behind it are for those who ask. Bounds as in ITU-T G.109: from 80 on
/// most are content, below 70 many are not.
enum Quality {
    GOOD,
    FAIR,
    POOR;

    static Quality of(CallQuality measured) {
        return measured.r() >= 80 ? GOOD : measured.r() >= 70 ? FAIR : POOR;
    }

    String word() {
        return Words.of("quality." + name());
    }

    String style() {
        return "quality-" + name().toLowerCase(Locale.ROOT);
    }

    /// As it is called where it is bought; A-law and µ-law are one.
    static String codec(String name) {
        return switch (name) {
            case "PCMA", "PCMU" -> "G.711";
            case "G722" -> "G.722";
            case "OPUS", "opus" -> "Opus";
            default -> name;
        };
    }

    static String figures(CallQuality q) {
        var language = Words.language();
        return Words.of(
                "quality.figures",
                Math.round(q.r()),
                String.format(language, "%.1f", q.mos()),
                String.format(language, "%.1f", 100 * q.lostShare()),
                q.jitter().toMillis(),
                q.held().toMillis(),
                q.roundTrip().map(t -> t.toMillis() + " ms").orElse(Words.of("quality.unknown")));
    }
}
