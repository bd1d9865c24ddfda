package gatehouse.sim.phone;

/// What a simulated phone tells its door. Called on the phone's own thread: note it and return.
public interface PhoneEvents {
    PhoneEvents NONE = new PhoneEvents() {};

    default void state(PhoneState state) {}

    /// A key pressed at the other side, by RFC 4733 or INFO, and all keys of this call so far (the newest 64).
    default void digit(String soFar, char digit) {}

    /// Whether the registrar knows the phone now.
    default void registered(boolean known) {}
}
