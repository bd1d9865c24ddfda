package gatehouse.ui;

import gatehouse.door.DoorId;
import gatehouse.door.Secret;
import gatehouse.ui.history.HistorySource;
import gatehouse.ui.installer.InstallerSource;
import gatehouse.ui.kit.Badge;
import gatehouse.video.Reel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/// A history and a search that never happened.
final class Invented {
    private Invented() {}

    /// People and certificates; writes down what was asked, and answers with `wrong`.
    static final class Desk implements gatehouse.ui.shell.Staff {
        final java.util.concurrent.BlockingQueue<String> asked = new java.util.concurrent.LinkedBlockingQueue<>();
        volatile Optional<String> wrong = Optional.empty();
        volatile List<gatehouse.trust.Stranger> strangers = List.of();
        volatile boolean recovery;
        volatile boolean awaited;

        private CompletableFuture<Optional<String>> answer(String what) {
            asked.add(what);
            return CompletableFuture.completedFuture(wrong);
        }

        @Override
        public CompletableFuture<Optional<String>> first(String name, Secret pin) {
            return answer("first " + name + " " + pin.reveal());
        }

        @Override
        public CompletableFuture<Optional<String>> changePin(Secret now, Secret next, Optional<Secret> duress) {
            return answer("pin " + now.reveal() + " " + next.reveal()
                    + duress.map(d -> " " + d.reveal()).orElse(""));
        }

        @Override
        public CompletableFuture<Optional<String>> add(String name, gatehouse.site.Role role, Secret pin) {
            return answer("add " + name + " " + role + " " + pin.reveal());
        }

        @Override
        public CompletableFuture<Optional<String>> remove(String name) {
            return answer("remove " + name);
        }

        @Override
        public boolean addedHere(String name) {
            return name.startsWith("Nora");
        }

        @Override
        public CompletableFuture<Optional<String>> makeRecovery(Path to) {
            return answer("makeRecovery");
        }

        @Override
        public void awaited() {
            awaited = true;
        }

        @Override
        public boolean recoveryPossible() {
            return recovery;
        }

        @Override
        public CompletableFuture<Optional<String>> recover(Path file, String name, Secret pin) {
            return answer("recover " + name);
        }

        @Override
        public List<gatehouse.trust.Stranger> strangers() {
            return strangers;
        }

        @Override
        public CompletableFuture<Optional<String>> trust(gatehouse.trust.Peer peer, gatehouse.trust.Pin key) {
            return answer("trust " + peer + " " + key);
        }
    }

    static byte[] jpeg(String door) {
        var argb = new BufferedImage(640, 360, BufferedImage.TYPE_INT_ARGB);
        DrawnGlass.Scene.draw(argb, door);
        var rgb = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(argb, 0, 0, null);
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(rgb, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> CompletableFuture<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }

    static final class History implements HistorySource {
        private static final String CLIP = "5f1d".repeat(16);

        /// Whether the clip was changed by somebody.
        static volatile boolean altered;

        private static final List<String> DOORS =
                List.of("North gate", "Lobby", "South gate", "Staff door", "Main entrance");
        private static final List<String> SENTENCES = List.of(
                "Answered by Guard after 14 s, talked 0:42, opened the gate; confirmed",
                "Answered by Guard after 6 s, talked 0:18, opened; confirmed",
                "Missed: nobody answered within 31 s",
                "Answered by Guard after 4 s; asked to open by HTTP, the door did not confirm",
                "Answered by the north desk; not for this desk");
        private static final List<List<Badge>> BADGES = List.of(
                List.of(new Badge(Badge.Tone.OPENED, "opened · confirmed")),
                List.of(new Badge(Badge.Tone.OPENED, "opened · confirmed"), new Badge(Badge.Tone.PLAIN, "note")),
                List.of(new Badge(Badge.Tone.WANTS, "missed")),
                List.of(new Badge(Badge.Tone.BAD, "not confirmed")),
                List.of(new Badge(Badge.Tone.PLAIN, "answered elsewhere")));

        @Override
        public CompletableFuture<Page> visits(Filter filter, Optional<String> afterKey) {
            if (filter.text().equals("nothing")) {
                return now(new Page(List.of(), Optional.empty()));
            }
            int from = afterKey.map(Integer::parseInt).orElse(0);
            var rows = new ArrayList<Row>();
            for (int i = from; i < from + 20; i++) {
                int k = i % 5;
                rows.add(new Row(
                        "visit" + i,
                        Instant.now().minus(Duration.ofMinutes(11L * i)),
                        DOORS.get(k),
                        SENTENCES.get(k),
                        BADGES.get(k),
                        Optional.of(DOORS.get(k))));
            }
            return now(new Page(rows, from < 200 ? Optional.of("" + (from + 20)) : Optional.empty()));
        }

        @Override
        public CompletableFuture<Timeline> timeline(String visitId) {
            var at = Instant.now().minusSeconds(300);
            return now(new Timeline(
                    "North gate",
                    at,
                    List.of(
                            new Line(at, "Rang from extension 302, registered through the PBX", Badge.Tone.PLAIN),
                            new Line(at.plusMillis(110), "Face shown after 0.11 s", Badge.Tone.PLAIN),
                            new Line(at.plusSeconds(14), "Answered by Guard", Badge.Tone.GOOD),
                            new Line(at.plusSeconds(40), "Open North gate asked, HTTP", Badge.Tone.OPENED),
                            new Line(at.plusMillis(40100), "Accepted by the door (200)", Badge.Tone.OPENED),
                            new Line(at.plusMillis(40300), "Relay on: confirmed by the lock", Badge.Tone.OPENED),
                            new Line(at.plusSeconds(56), "Ended by Guard", Badge.Tone.PLAIN)),
                    List.of(
                            new Still(at, "at the ring", jpeg("north-gate")),
                            new Still(at.plusSeconds(14), "at the answer", jpeg("staff")),
                            new Still(at.plusSeconds(40), "at the unlock", jpeg("south-gate"))),
                    List.of(new Clip(CLIP, at.minusSeconds(10), Duration.ofSeconds(71), "H.264 1080p"))));
        }

        @Override
        public CompletableFuture<Reel> play(String clipId, int width, int height) {
            return now(new DrawnReel(Duration.ofSeconds(71)));
        }

        @Override
        public CompletableFuture<Optional<String>> proof(String clipId) {
            return now(altered ? Optional.of("Ask who had access to this machine.") : Optional.empty());
        }

        @Override
        public CompletableFuture<Void> save(String clipId, Path to) {
            return now(null);
        }

        @Override
        public CompletableFuture<List<Integer>> perHour(Filter filter, Instant from, Instant to) {
            var hours = new ArrayList<Integer>();
            for (int i = 0; i < Duration.between(from, to).toHours(); i++) {
                hours.add((i * 7 + 3) % 11);
            }
            return now(hours);
        }

        @Override
        public CompletableFuture<Counts> counts(Filter filter) {
            return now(new Counts(38, 2, 1, "chain intact to 06:12", true));
        }

        @Override
        public CompletableFuture<Choices> choices() {
            return now(new Choices(
                    List.of(new Choice("north-gate", "North gate"), new Choice("lobby", "Lobby")),
                    List.of(new Choice("missed", "Missed")),
                    List.of(new Choice("Guard", "Guard"))));
        }

        @Override
        public CompletableFuture<byte[]> picture(String pictureRef) {
            return CompletableFuture.supplyAsync(
                    () -> jpeg(MadeUp.id(pictureRef).value()));
        }
    }

    static final class Devices implements InstallerSource {
        private final Set<String> faults = new HashSet<>();

        private static FoundRow row(String id, Optional<String> door, String device, String clock, Badge note) {
            return new FoundRow(id, door, device, "192.0.2." + id, "✓ S T", "1080p25 / 360p12", clock, List.of(note));
        }

        @Override
        public CompletableFuture<Void> scan(Consumer<FoundRow> found, Consumer<Progress> progress) {
            found.accept(row("44", Optional.empty(), "Dahua VTO2202", "in step", new Badge(Badge.Tone.PLAIN, "new")));
            found.accept(row(
                    "31",
                    Optional.of("Main entrance"),
                    "2N IP Verso",
                    "0.2 s ahead",
                    new Badge(Badge.Tone.GOOD, "in the site")));
            found.accept(row(
                    "40",
                    Optional.empty(),
                    "Hikvision DS-KD8003",
                    "5 h 02 min behind",
                    new Badge(Badge.Tone.WANTS, "clock · password needed")));
            progress.accept(new Progress(1, "3 of 3 devices asked · 2 interfaces · closed after 3.0 s"));
            return now(null);
        }

        @Override
        public CompletableFuture<FoundRow> ask(String address) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Nothing answers at " + address + ". Check the address and the cable."));
        }

        @Override
        public CompletableFuture<Details> test(String foundId, String user, Secret password) {
            return now(new Details(
                    row("44", Optional.empty(), "Dahua VTO2202", "in step", new Badge(Badge.Tone.PLAIN, "new")),
                    List.of(
                            new Check(Badge.Tone.GOOD, "ONVIF log-in", "Digest", "expected: accepted"),
                            new Check(Badge.Tone.GOOD, "Clock", "0.2 s ahead", "expected: within 5 s"),
                            new Check(Badge.Tone.GOOD, "First picture", "62 ms", "expected: under 2 s"),
                            new Check(
                                    Badge.Tone.WANTS,
                                    "Unlock proof",
                                    "accepted only",
                                    "no door sensor: opening is not seen"),
                            new Check(Badge.Tone.BAD, "Relay outputs", "none", "expected: at least one")),
                    Optional.of(jpeg("staff")),
                    "main 1080p25 H.264 4.1 Mbit/s, key frame every 1.0 s · sub 360p12 0.4 Mbit/s",
                    "Staff door",
                    true));
        }

        @Override
        public CompletableFuture<String> addDoor(String foundId, String doorName) {
            return now(doorName + " is on the wall now.");
        }

        @Override
        public List<DrillDoor> drill() {
            var all = List.of("Wrong password", "Stalls", "Drops the stream", "Busy", "Never answers", "Relay refuses");
            return List.of(
                    new DrillDoor(new DoorId("north-gate"), "North gate", all, faults),
                    new DrillDoor(new DoorId("lobby"), "Lobby", all, Set.of("Stalls")));
        }

        @Override
        public CompletableFuture<Void> fault(DoorId door, String fault, boolean on) {
            if (on) {
                faults.add(fault);
            } else {
                faults.remove(fault);
            }
            return now(null);
        }
    }
}
