package gatehouse.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A display of its own that nobody sees, whose picture can be read from a file as it is drawn.
final class XDisplay implements AutoCloseable {
    private final Process server;
    private final String name;
    private final ByteBuffer pixels;
    private final int rowBytes;

    private XDisplay(Process server, String name, ByteBuffer pixels, int rowBytes) {
        this.server = server;
        this.name = name;
        this.pixels = pixels;
        this.rowBytes = rowBytes;
    }

    static XDisplay open(Path folder, int width, int height) throws IOException {
        Files.createDirectories(folder);
        var server = new ProcessBuilder(
                        "setsid",
                        "Xvfb",
                        "-displayfd",
                        "1",
                        "-screen",
                        "0",
                        width + "x" + height + "x24",
                        "-fbdir",
                        folder.toString(),
                        "-nolisten",
                        "tcp",
                        "-noreset")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        @SuppressWarnings("resource") // the pipe lives as long as the process
        var out = server.inputReader(StandardCharsets.US_ASCII);
        var number = out.readLine();
        if (number == null) {
            server.destroyForcibly();
            throw new IOException("Xvfb does not start");
        }
        try (var file = FileChannel.open(folder.resolve("Xvfb_screen0"), StandardOpenOption.READ)) {
            var all = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            // The head of an XWD file, XWDFile.h: all numbers are 32 bits, highest byte first.
            int head = all.getInt(0);
            int rowBytes = all.getInt(12 * 4);
            int colours = all.getInt(19 * 4);
            var pixels = all.slice(head + 12 * colours, rowBytes * height).order(ByteOrder.LITTLE_ENDIAN);
            return new XDisplay(server, ":" + number.strip(), pixels, rowBytes);
        }
    }

    /// The value of DISPLAY.
    String name() {
        return name;
    }

    List<ProcessHandle> server() {
        return List.of(server.toHandle());
    }

    /// The green of one pixel at this moment, 0 to 255.
    int green(int x, int y) {
        return pixels.get(y * rowBytes + 4 * x + 1) & 0xff;
    }

    @Override
    public void close() {
        server.destroy();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
