package gatehouse.video;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatehouse.darkroom.Coding;

/// Any packets at all. Runs over its seeds with the other tests; with JAZZER_FUZZ=1 it looks for more.
class DepacketizerFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void h264(byte[] packets) {
        feed(Coding.H264, packets);
    }

    @FuzzTest(maxDuration = "5m")
    void h265(byte[] packets) {
        feed(Coding.H265, packets);
    }

    @FuzzTest(maxDuration = "5m")
    void jpeg(byte[] packets) {
        feed(Coding.JPEG, packets);
    }

    private static void feed(Coding coding, byte[] packets) {
        var scrutiny = new Scrutiny(coding, unit -> {});
        Wire.read(packets).forEach(scrutiny::take);
        scrutiny.assertGoodAgain();
    }
}
