package gatehouse.audio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// The devices of this machine. What each can do is asked once, for asking opens some of them.
///
/// Safe for any thread.
final class SystemDevices implements Devices {
    private final Map<String, SoundDevices.Device> known = new HashMap<>(); // guarded by this

    @Override
    public synchronized List<SoundDevices.Device> list() {
        var mixers = SoundDevices.mixers();
        known.keySet().retainAll(mixers.stream().map(SystemDevices::key).toList());
        return mixers.stream()
                .map(info -> known.computeIfAbsent(key(info), k -> asked(info)))
                .filter(device -> device.microphone() || device.speaker())
                .toList();
    }

    private static String key(Mixer.Info info) {
        return info.getName() + "|" + info.getDescription();
    }

    private static SoundDevices.Device asked(Mixer.Info info) {
        return new SoundDevices.Device(
                info.getName(),
                SoundDevices.can(info, TargetDataLine.class),
                SoundDevices.can(info, SourceDataLine.class));
    }

    @Override
    public Sound.Microphone microphone(String name, int rate) throws SoundLost {
        return new DeviceSound(name, Optional.of(mixer(name)), Optional.empty()).microphone(rate);
    }

    @Override
    public Sound.Speaker speaker(String name, int rate) throws SoundLost {
        return new DeviceSound(name, Optional.empty(), Optional.of(mixer(name))).speaker(rate);
    }

    private static Mixer.Info mixer(String name) throws SoundLost {
        return SoundDevices.mixers().stream()
                .filter(info -> info.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new SoundLost(name + " is not there"));
    }
}
