package gatehouse.audio;
import java.time.Duration;
class RoughPrint {
    public static void main(String[] a) {
        double[][] cases = {{0,5,2},{0,5,0.2},{0,5,10},{0.05,20,60},{0.05,20,120},{0.01,20,30}};
        for (var c : cases) for (long seed = 1; seed <= 3; seed++) {
            var heard = new RoughNetwork(c[0], Duration.ofNanos((long)(c[1]*1e6)), Duration.ofNanos((long)(c[2]*1e6)), seed).carry(15000);
            System.out.printf("%s %d: R %.1f m2e %.1f unheard %.4f held %d %s%n", java.util.Arrays.toString(c), seed, heard.rating(Codec.PCMA), heard.mouthToEar().toNanos()/1e6, heard.unheardShare(), heard.held().toMillis(), heard.counts());
        }
    }
}
