package gatehouse.audio;

/// Where the guard's voice comes from and where the door's goes: a sound device, or something in its place. Samples
/// are 16 bit linear at 8 kHz; both ends are given 160 at a time.
public interface Sound {
    int RATE = 8000;
    int FRAME = 160;

    /// What a person would call it.
    String name();

    /// Whether nobody can hear or be heard through it.
    boolean silent();

    Microphone microphone() throws SoundLost;

    Speaker speaker() throws SoundLost;

    /// Confined to the thread that reads; `close` from any.
    interface Microphone extends AutoCloseable {
        /// Fills the array; returns when the samples were there, so it is also the clock of what is sent.
        void read(short[] samples) throws SoundLost, InterruptedException;

        @Override
        void close();
    }

    /// Confined to the thread that writes; `close` from any.
    interface Speaker extends AutoCloseable {
        /// Takes the samples; returns when there is room for more, so it is also the clock of what is played.
        void write(short[] samples) throws SoundLost, InterruptedException;

        @Override
        void close();
    }
}
