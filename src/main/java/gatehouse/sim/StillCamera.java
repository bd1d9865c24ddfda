package gatehouse.sim;

import gatehouse.sim.onvif.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import javax.imageio.ImageIO;

/// A camera without a stream: a grey picture.
record StillCamera(DoorPlan plan, Pictures.Shape main, Pictures.Shape sub) implements DoorCamera {
    @Override
    public URI mainUri() {
        return URI.create("rtsp://" + plan.address().getHostAddress() + ":554/main");
    }

    @Override
    public URI subUri() {
        return URI.create("rtsp://" + plan.address().getHostAddress() + ":554/sub");
    }

    @Override
    public byte[] jpeg() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB), "jpg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void walkUp() {}

    @Override
    public void leave() {}

    @Override
    public void goIn() {}

    @Override
    public void close() {}
}
