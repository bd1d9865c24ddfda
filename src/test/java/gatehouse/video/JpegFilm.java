package gatehouse.video;

import gatehouse.rtp.RtpPacket;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/// One picture by the JDK's JPEG writer, the left half red and the right half blue, taken apart as RFC 2435 wants it:
/// its quantization tables and its coded data. The JDK writes 4:2:0 with the standard Huffman tables at quality 75.
@SuppressWarnings("ArrayRecordComponent") // test data, never compared
record JpegFilm(int width, int height, byte[] tables, byte[] coded) {
    static final int MOST = 700;

    static JpegFilm of(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        for (int i = 0; i < 60; i++) {
            pen.setColor(new Color((i * 5_001_213) & 0xffffff));
            pen.drawLine(i * width / 60, height * 3 / 4, width - i * width / 60, height - 1);
        }
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return apart(width, height, out.toByteArray());
    }

    private static JpegFilm apart(int width, int height, byte[] file) {
        var tables = new ByteArrayOutputStream();
        int at = 2;
        while ((file[at + 1] & 0xff) != 0xda) {
            int length = (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
            if ((file[at + 1] & 0xff) == 0xdb) {
                for (int table = at + 4; table < at + 2 + length; table += 65) {
                    tables.write(file, table + 1, 64);
                }
            }
            at += 2 + length;
        }
        int coded = at + 2 + ((file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff));
        return new JpegFilm(width, height, tables.toByteArray(), Arrays.copyOfRange(file, coded, file.length - 2));
    }

    /// The packets of one picture. Tables go along from quality 128 on if `withTables`.
    List<RtpPacket> sent(Packets packets, int type, int q, boolean withTables) {
        return packets.pictureOf(payloads(type, q, withTables, width / 8, height / 8));
    }

    List<byte[]> payloads(int type, int q, boolean withTables, int widthInBlocks, int heightInBlocks) {
        var payloads = new ArrayList<byte[]>();
        for (int at = 0; at < coded.length; at += MOST) {
            int end = Math.min(coded.length, at + MOST);
            var out = ByteBuffer.allocate(MOST + 300);
            out.putInt(at)
                    .put((byte) type)
                    .put((byte) q)
                    .put((byte) widthInBlocks)
                    .put((byte) heightInBlocks);
            if ((type & 64) != 0) {
                out.putInt(0x0004_ffff);
            }
            if (at == 0 && q >= 128) {
                out.putShort((short) 0).putShort((short) (withTables ? tables.length : 0));
                out.put(withTables ? tables : new byte[0]);
            }
            out.put(coded, at, end - at);
            payloads.add(Arrays.copyOf(out.array(), out.position()));
        }
        return payloads;
    }
}
