package gatehouse.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Against the tables of ITU-T G.711, built here from their decision values x and output values y = (x[n] + x[n+1])/2.
class G711Test {
    /// Decision values of A-law, table 1a: steps of 2 to 64, then doubling each 16, full scale 4096.
    private static final int[] A = decisions(0, new int[] {2, 2, 4, 8, 16, 32, 64, 128});
    /// Decision values of mu-law, table 2a: 0, 1, 3, 5 ... 31, 35 ..., full scale 8159.
    private static final int[] U = muDecisions();

    @Test
    void aLawDecodesAllCodes() {
        for (int code = 0; code < 256; code++) {
            int number = (code ^ 0x55) & 0x7f; // even bits inverted on the line
            int y = (A[number] + A[number + 1]) / 2;
            int expected = ((code ^ 0x55) & 0x80) != 0 ? y * 8 : -y * 8;
            assertEquals(expected, G711.fromA((byte) code), "code " + code);
        }
    }

    @Test
    void muLawDecodesAllCodes() {
        for (int code = 0; code < 256; code++) {
            int number = ~code & 0x7f;
            int y = number == 0 ? 0 : (U[number] + U[number + 1]) / 2;
            int expected = (code & 0x80) != 0 ? y * 4 : -y * 4;
            assertEquals(expected, G711.fromU((byte) code), "code " + code);
        }
    }

    @Test
    void aLawEncodesAllSamples() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            // Thirteen bits, two's complement: minus one belongs to the smallest negative step.
            int thirteen = sample >> 3;
            int number = interval(A, thirteen >= 0 ? thirteen : -thirteen - 1);
            int expected = (number | (thirteen >= 0 ? 0x80 : 0)) ^ 0x55;
            assertEquals(expected, G711.toA((short) sample) & 0xff, "sample " + sample);
        }
    }

    @Test
    void muLawEncodesAllSamples() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int number = interval(U, Math.abs(sample) / 4);
            int expected = ~(number | (sample < 0 ? 0x80 : 0)) & 0xff;
            assertEquals(expected, G711.toU((short) sample) & 0xff, "sample " + sample);
        }
    }

    private static int interval(int[] decisions, int magnitude) {
        int number = 0;
        while (number < 127 && magnitude >= decisions[number + 1]) {
            number++;
        }
        return number;
    }

    private static int[] decisions(int start, int[] steps) {
        var x = new int[129];
        x[0] = start;
        for (int n = 0; n < 128; n++) {
            x[n + 1] = x[n] + steps[n / 16];
        }
        return x;
    }

    private static int[] muDecisions() {
        var x = new int[129];
        x[0] = 0;
        x[1] = 1;
        for (int n = 1; n < 128; n++) {
            x[n + 1] = x[n] + (2 << n / 16);
        }
        return x;
    }
}
