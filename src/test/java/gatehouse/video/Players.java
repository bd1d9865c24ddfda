package gatehouse.video;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Other people's players, one process for each tile as they are made.
final class Players implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();

    /// Who plays. `FFMPEG` only decodes: what every player must do at least.
    enum Kind {
        FFMPEG,
        MPV,
        FFPLAY;

        private List<String> command(URI uri, int x, int y, int width, int height) {
            return switch (this) {
                case FFMPEG ->
                    List.of(
                            "ffmpeg",
                            "-v",
                            "quiet",
                            "-nostdin",
                            "-threads",
                            "1",
                            "-rtsp_transport",
                            "tcp",
                            "-i",
                            uri.toString(),
                            "-an",
                            "-f",
                            "null",
                            "-");
                case MPV ->
                    List.of(
                            "mpv",
                            "--no-config",
                            "--profile=low-latency",
                            "--vo=x11",
                            "--profile=sw-fast",
                            "--vd-lavc-threads=1",
                            "--rtsp-transport=tcp",
                            "--no-audio",
                            "--no-terminal",
                            "--no-border",
                            "--no-osc",
                            "--osd-level=0",
                            "--no-keepaspect-window",
                            "--geometry=" + width + "x" + height + "+" + x + "+" + y,
                            uri.toString());
                case FFPLAY ->
                    List.of(
                            "ffplay",
                            "-v",
                            "quiet",
                            "-nostats",
                            "-fflags",
                            "nobuffer",
                            "-flags",
                            "low_delay",
                            "-framedrop",
                            "-threads",
                            "1",
                            "-rtsp_transport",
                            "tcp",
                            "-an",
                            "-noborder",
                            "-left",
                            Integer.toString(x),
                            "-top",
                            Integer.toString(y),
                            "-x",
                            Integer.toString(width),
                            "-y",
                            Integer.toString(height),
                            uri.toString());
            };
        }
    }

    static Players start(Kind kind, XDisplay display, int count, int columns, int width, int height, URI uri)
            throws IOException {
        var players = new Players();
        try {
            for (int i = 0; i < count; i++) {
                var command = new ArrayList<>(List.of("setsid"));
                command.addAll(kind.command(uri, i % columns * width, i / columns * height, width, height));
                var builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
                builder.environment().put("DISPLAY", display.name());
                builder.environment().put("SDL_RENDER_DRIVER", "software");
                players.processes.add(builder.start());
            }
            return players;
        } catch (IOException e) {
            players.close();
            throw e;
        }
    }

    /// One viewer without a display, so that the server's encoder never stops between measurements.
    static Players start(Kind kind, URI uri) throws IOException {
        var players = new Players();
        players.processes.add(new ProcessBuilder(kind.command(uri, 0, 0, 0, 0))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
        return players;
    }

    List<ProcessHandle> processes() {
        return processes.stream().map(Process::toHandle).toList();
    }

    boolean allRun() {
        return processes.stream().allMatch(Process::isAlive);
    }

    @Override
    public void close() {
        // Asked first: GStreamer's server stands still for ever now and then when many viewers are torn away at once.
        processes.forEach(Process::destroy);
        for (var process : processes) {
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
