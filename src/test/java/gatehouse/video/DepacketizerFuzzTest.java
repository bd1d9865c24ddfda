package gatehouse.video;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gatehouse.darkroom.Coding;

/// Any packets at all. Like the other fuzz targets it runs over its seeds with the other tests, and looks for more with
/// `JAZZER_FUZZ=1 mvn test -Dtest=DepacketizerFuzzTest#h264 -Dtest.jvm=-Djazzer.hooks=true`.
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
