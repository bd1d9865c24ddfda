package gatehouse.darkroom;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Finds the parameter sets within a key picture: what a file needs to say about a stream before its first picture.
public final class ParameterSets {
    private ParameterSets() {}

    /// The parameter sets alone, each with its start code; empty for Motion JPEG, which has none.
    public static byte[] of(Coding coding, byte[] picture) {
        var found = new ByteArrayOutputStream();
        if (coding != Coding.JPEG) {
            int at = next(picture, 0);
            while (at < picture.length) {
                int following = next(picture, at);
                if (isParameterSet(coding, picture[at])) {
                    int end = following < picture.length ? startCodeBefore(picture, following) : following;
                    found.writeBytes(new byte[] {0, 0, 0, 1});
                    found.write(picture, at, end - at);
                }
                at = following;
            }
        }
        return found.toByteArray();
    }

    /// What is the same in two key pictures of one unchanged stream: the parameter sets, or the size a JPEG says in its
    /// frame header.
    public static byte[] shape(Coding coding, byte[] picture) {
        return coding == Coding.JPEG ? jpegSize(picture) : of(coding, picture);
    }

    /// Height and width as they stand in SOF0 to SOF2 (ITU-T T.81, B.2.2).
    private static byte[] jpegSize(byte[] jpeg) {
        int at = 2;
        while (at + 9 < jpeg.length && jpeg[at] == (byte) 0xff) {
            int marker = jpeg[at + 1] & 0xff;
            if (marker >= 0xc0 && marker <= 0xc2) {
                return Arrays.copyOfRange(jpeg, at + 5, at + 9);
            }
            at += 2 + (((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff));
        }
        return new byte[0];
    }

    /// H.264: types 7 and 8 (table 7-1); H.265: types 32 to 34 (table 7-1).
    private static boolean isParameterSet(Coding coding, byte header) {
        return switch (coding) {
            case H264 -> (header & 0x1f) == 7 || (header & 0x1f) == 8;
            case H265 -> ((header >> 1) & 0x3f) >= 32 && ((header >> 1) & 0x3f) <= 34;
            case JPEG -> false;
        };
    }

    /// The first byte after the next start code, or the end.
    private static int next(byte[] data, int from) {
        for (int i = from; i + 3 < data.length; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                return i + 3;
            }
        }
        return data.length;
    }

    /// Where the NAL unit before this start code ends: zeros before a start code belong to it.
    private static int startCodeBefore(byte[] data, int afterCode) {
        int end = afterCode - 3;
        while (end > 0 && data[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
