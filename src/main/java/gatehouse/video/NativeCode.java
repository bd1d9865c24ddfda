package gatehouse.video;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads FFmpeg once, beside the first connection, so that the first view does not wait for it: unpacking and linking
/// take most of a second.
final class NativeCode {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCode.class);
    private static final Thread LOADER =
            Thread.ofPlatform().daemon(true).name("video-load").unstarted(NativeCode::touch);

    static {
        LOADER.start();
    }

    private NativeCode() {}

    /// Begins to load, the first time; returns at once.
    static void load() {
        LOG.trace("FFmpeg is loaded by {}", LOADER.getName());
    }

    private static void touch() {
        try (var decoder = Decoder.h264()) {
            new Canvas().close();
            LOG.debug("FFmpeg is loaded, decoder idle: {}", !decoder.hasPicture());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("FFmpeg could not be loaded; no door will show a picture", e);
        }
    }
}
