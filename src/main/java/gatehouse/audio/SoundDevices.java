package gatehouse.audio;

import static java.util.Objects.requireNonNull;

import gatehouse.audio.SoundTrouble.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sound devices of this machine. Never throws: a machine without any is a normal one.
public final class SoundDevices {
    private static final Logger log = LoggerFactory.getLogger(SoundDevices.class);

    static final SoundTrouble NO_DEVICE = new SoundTrouble.NoDevice();

    private SoundDevices() {}

    /// A device by the name the system gives it, and which way it works.
    public record Device(String name, boolean microphone, boolean speaker) {
        public Device {
            requireNonNull(name);
        }
    }

    /// What is used, and what about it is not as wished.
    public record Choice(Sound sound, Optional<SoundTrouble> trouble) {
        public Choice {
            requireNonNull(sound);
            requireNonNull(trouble);
        }
    }

    public static List<Device> list() {
        return mixers().stream()
                .map(info ->
                        new Device(info.getName(), can(info, TargetDataLine.class), can(info, SourceDataLine.class)))
                .filter(device -> device.microphone() || device.speaker())
                .toList();
    }

    /// The devices of these names, or the system's own where none is named or the named one is not there.
    public static Choice choose(Optional<String> microphone, Optional<String> speaker) {
        var mixers = mixers();
        var hears = pick(mixers, microphone, TargetDataLine.class);
        var speaks = pick(mixers, speaker, SourceDataLine.class);
        if (hears.isEmpty() && speaks.isEmpty()) {
            return new Choice(new NoSound(), Optional.of(NO_DEVICE));
        }
        var sound =
                new DeviceSound(hears.or(() -> speaks).map(Mixer.Info::getName).orElseThrow(), hears, speaks);
        return new Choice(sound, trouble(microphone, hears, speaker, speaks));
    }

    private static Optional<SoundTrouble> trouble(
            Optional<String> microphone,
            Optional<Mixer.Info> hears,
            Optional<String> speaker,
            Optional<Mixer.Info> speaks) {
        if (hears.isEmpty()) {
            return Optional.of(new SoundTrouble.Missing(Part.MICROPHONE));
        }
        if (speaks.isEmpty()) {
            return Optional.of(new SoundTrouble.Missing(Part.SPEAKER));
        }
        return instead(Part.MICROPHONE, microphone, hears.get()).or(() -> instead(Part.SPEAKER, speaker, speaks.get()));
    }

    private static Optional<SoundTrouble> instead(Part part, Optional<String> wished, Mixer.Info used) {
        return wished.filter(name -> !fits(used, name))
                .map(name -> new SoundTrouble.Instead(part, name, used.getName()));
    }

    private static Optional<Mixer.Info> pick(
            List<Mixer.Info> mixers, Optional<String> wished, Class<? extends DataLine> way) {
        Predicate<Mixer.Info> able = info -> can(info, way);
        return wished.flatMap(name -> mixers.stream()
                        .filter(able)
                        .filter(info -> fits(info, name))
                        .findFirst())
                .or(() -> mixers.stream().filter(able).findFirst());
    }

    private static boolean fits(Mixer.Info info, String name) {
        return info.getName().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    static List<Mixer.Info> mixers() {
        try {
            return Arrays.asList(AudioSystem.getMixerInfo());
        } catch (RuntimeException | LinkageError e) {
            log.warn("The sound system cannot be asked: {}", e.toString());
            return List.of();
        }
    }

    static boolean can(Mixer.Info info, Class<? extends DataLine> way) {
        try {
            return LineShape.tried(Sound.RATE).stream()
                    .anyMatch(shape ->
                            AudioSystem.getMixer(info).isLineSupported(new DataLine.Info(way, shape.format())));
        } catch (RuntimeException | LinkageError e) {
            log.debug("{} cannot be asked: {}", info.getName(), e.toString());
            return false;
        }
    }
}
