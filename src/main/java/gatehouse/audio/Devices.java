package gatehouse.audio;

import java.util.List;

/// The sound devices that can be had, by name: the machine's, or those of a test.
interface Devices {
    List<SoundDevices.Device> list();

    Sound.Microphone microphone(String name, int rate) throws SoundLost;

    Sound.Speaker speaker(String name, int rate) throws SoundLost;
}
