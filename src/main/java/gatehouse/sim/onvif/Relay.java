package gatehouse.sim.onvif;

import gatehouse.sim.Lock;

/// A relay output, by the token ONVIF calls it, and the bolt it moves.
public record Relay(String token, Lock lock) {}
