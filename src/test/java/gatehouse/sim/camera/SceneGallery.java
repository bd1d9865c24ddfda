package gatehouse.sim.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Writes every scene as PNG files, to be looked at: empty, with somebody on the way, and with somebody at the
/// door. Arguments: the folder, then optionally how many variations.
final class SceneGallery {
    private static final long NOW = 1_795_000_000_000L;

    private SceneGallery() {}

    public static void main(String[] args) throws IOException {
        var folder = Files.createDirectories(Path.of(args[0]));
        int variations = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        for (int variation = 0; variation < variations; variation++) {
            for (var scene : SceneKind.values()) {
                for (int[] size : new int[][] {{1280, 720}, {640, 360}}) {
                    write(folder, scene, variation, size[0], size[1], "empty", -1);
                    write(folder, scene, variation, size[0], size[1], "coming", 0.75);
                    write(folder, scene, variation, size[0], size[1], "here", 5);
                }
            }
        }
    }

    private static void write(
            Path folder, SceneKind scene, int variation, int width, int height, String what, double seconds)
            throws IOException {
        var visitor = new Visitor(scene, variation);
        visitor.walkUp(0);
        Optional<Pose> pose = seconds < 0 ? Optional.empty() : visitor.at((long) (seconds * 1e9));
        var name = scene.name().charAt(0) + scene.name().substring(1).toLowerCase(Locale.ROOT);
        var painter = new ScenePainter(scene, variation, name.replace('_', ' '), width, height);
        painter.paint(NOW, LocalDateTime.of(2026, 11, 23, 6, 12, 8), pose);
        var file = String.format(
                Locale.ROOT, "%s-%d-%s-%d.png", scene.name().toLowerCase(Locale.ROOT), variation, what, width);
        ImageIO.write(painter.picture(), "png", folder.resolve(file).toFile());
    }
}
