package gatehouse.sim.camera.rtsp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Packets in the RTSP connection, RFC 2326 §10.12. A whole picture is gathered and written at once.
final class InterleavedWire implements Wire {
    private final OutputStream out;
    private final Transport.Interleaved channels;
    private byte[] gathered = new byte[16 * 1024];
    private int used;

    InterleavedWire(OutputStream out, Transport.Interleaved channels) {
        this.out = out;
        this.channels = channels;
    }

    @Override
    public String transport() {
        return "RTP/AVP/TCP;unicast;interleaved=" + channels.rtp() + "-" + channels.rtcp();
    }

    @Override
    public void rtp(byte[] packet, int length) {
        gather(channels.rtp(), packet, length);
    }

    @Override
    public void rtcp(byte[] packet, int length) {
        gather(channels.rtcp(), packet, length);
    }

    private void gather(int channel, byte[] packet, int length) {
        if (used + 4 + length > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(gathered.length * 2, used + 4 + length));
        }
        gathered[used++] = '$';
        gathered[used++] = (byte) channel;
        gathered[used++] = (byte) (length >> 8);
        gathered[used++] = (byte) length;
        System.arraycopy(packet, 0, gathered, used, length);
        used += length;
    }

    @Override
    public void flush() throws IOException {
        int length = used;
        used = 0;
        out.write(gathered, 0, length);
    }

    @Override
    public void close() {
        // the connection is closed by its owner
    }
}
