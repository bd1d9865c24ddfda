package gatehouse.audio;

import java.time.Duration;

/// Where the guard's voice comes from and where the door's goes: a sound device, or something in its place. Samples
/// are 16 bit linear; both ends are given 20 ms at a time, 160 at the 8 kHz they are opened with where no other rate is
/// asked for.
public interface Sound {
    int RATE = 8000;
    int FRAME = 160;
    /// What a voice asks for: enough for the wideband codecs, and a change of codec in a call needs no other line.
    int WIDE = 16_000;

    /// What a person would call it.
    String name();

    /// Whether nobody can hear or be heard through it.
    boolean silent();

    /// Whether the microphone hears what the speaker plays and nothing takes it out again: then only one side may be
    /// let through at a time.
    default boolean echoes() {
        return false;
    }

    Microphone microphone() throws SoundLost;

    Speaker speaker() throws SoundLost;

    /// The microphone for a call of so many samples a second, a multiple of 8000.
    default Microphone microphone(int rate) throws SoundLost {
        return rate == RATE ? microphone() : ResampledSound.microphone(microphone(), RATE, rate);
    }

    /// The speaker for a call of so many samples a second, a multiple of 8000.
    default Speaker speaker(int rate) throws SoundLost {
        return rate == RATE ? speaker() : ResampledSound.speaker(speaker(), RATE, rate);
    }

    /// Confined to the thread that reads; `close` from any.
    interface Microphone extends AutoCloseable {
        /// Whether the device behind it went away and silence is what comes.
        default boolean gone() {
            return false;
        }

        /// Fills the array; returns when the samples were there, so it is also the clock of what is sent.
        void read(short[] samples) throws SoundLost, InterruptedException;

        @Override
        void close();
    }

    /// Confined to the thread that writes; `close` from any.
    interface Speaker extends AutoCloseable {
        /// Whether the device behind it went away and nobody hears what it is given.
        default boolean gone() {
            return false;
        }

        /// How much it is given at a time.
        default Duration beat() {
            return NoSound.BEAT;
        }

        /// Returns when the next samples are due, for one that mixes: so they are fetched no earlier than they must be.
        default void ready() throws SoundLost, InterruptedException {}

        /// Takes the samples; returns when there is room for more, so it is also the clock of what is played.
        void write(short[] samples) throws SoundLost, InterruptedException;

        @Override
        void close();
    }
}
