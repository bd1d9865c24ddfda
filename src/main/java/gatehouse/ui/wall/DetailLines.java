package gatehouse.ui.wall;

import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import gatehouse.video.StreamInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A stream's figures as lines of a name and a value, in the order in which somebody who looks for a fault reads them.
final class DetailLines {
    record Line(String name, String value) {}

    private DetailLines() {}

    static List<Line> of(StreamInfo s, Instant now) {
        var lines = new ArrayList<Line>();
        lines.add(line(
                "connected",
                s.connectedSince()
                        .map(at -> Times.second(at) + " · " + Times.lasting(Duration.between(at, now)))
                        .orElse(Words.of("detail.notconnected"))));
        if (!s.codec().isBlank()) {
            var size = s.size().map(z -> " · " + z.width() + "×" + z.height()).orElse("");
            lines.add(line("codec", s.codec() + size));
        }
        lines.add(line("rate", number("%.1f", s.framesPerSecond()) + " fps · " + bits(s.bitsPerSecond())));
        lines.add(line("loss", loss(s)));
        lines.add(line("reconnects", Integer.toString(s.reconnects())));
        if (!s.transport().isBlank()) {
            lines.add(line("transport", s.transport()));
        }
        s.latency().ifPresent(l -> lines.add(line("latency", Words.of("detail.about", l.toMillis()))));
        lines.add(line("warm", warm(s.warmth())));
        return lines;
    }

    private static String loss(StreamInfo s) {
        long all = s.packetsReceived() + s.packetsLost();
        double share = all == 0 ? 0 : 100.0 * s.packetsLost() / all;
        return Words.of("detail.lossof", s.packetsLost(), all, number("%.2f", share));
    }

    private static String warm(StreamInfo.Warmth w) {
        if (w.mostBytes() == 0) {
            return Words.of("detail.notwarm");
        }
        var said = Words.of(
                "detail.warmof", number("%.1f", w.span().toMillis() / 1000.0), mega(w.bytes()), mega(w.mostBytes()));
        return w.dropped() == 0 ? said : said + " · " + Words.of("detail.dropped", w.dropped());
    }

    static String bits(long perSecond) {
        return perSecond >= 1_000_000
                ? number("%.1f", perSecond / 1e6) + " Mbit/s"
                : Math.round(perSecond / 1e3) + " kbit/s";
    }

    private static String mega(long bytes) {
        return number("%.1f", bytes / 1048576.0) + " MB";
    }

    private static String number(String format, double value) {
        return String.format(Words.language(), format, value);
    }

    private static Line line(String key, String value) {
        return new Line(Words.of("detail." + key), value);
    }

    static String heading(StreamInfo s) {
        return Words.of("detail.stream." + (s.main() ? "main" : "sub"));
    }

    /// For a support letter: the same in every language setting's own words, one line each.
    static String text(String door, String trouble, List<StreamInfo> streams, int connections, Instant now) {
        var text = new StringBuilder(door + "\n" + Times.day(now) + " " + Times.second(now) + "\n");
        if (!trouble.isBlank()) {
            text.append(trouble.strip()).append('\n');
        }
        text.append(Words.of("detail.connections"))
                .append(": ")
                .append(connections)
                .append('\n');
        for (var stream : streams) {
            text.append('\n').append(heading(stream).toUpperCase(Locale.ROOT)).append('\n');
            of(stream, now)
                    .forEach(l ->
                            text.append(l.name()).append(": ").append(l.value()).append('\n'));
        }
        return text.toString();
    }
}
