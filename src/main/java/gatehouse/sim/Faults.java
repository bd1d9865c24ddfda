package gatehouse.sim;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/// The faults one simulated door has at this moment. Safe for any thread; every service of the door asks it anew for
/// each request, so a fault can be switched on and off while somebody is connected.
public final class Faults {
    private final Set<Fault> active = new CopyOnWriteArraySet<>();

    public void add(Fault fault) {
        active.removeIf(f -> f.getClass() == fault.getClass());
        active.add(fault);
    }

    public void remove(Class<? extends Fault> kind) {
        active.removeIf(kind::isInstance);
    }

    public void clear() {
        active.clear();
    }

    public boolean has(Class<? extends Fault> kind) {
        return active.stream().anyMatch(kind::isInstance);
    }

    public <T extends Fault> Optional<T> find(Class<T> kind) {
        return active.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    public Set<Fault> all() {
        return Set.copyOf(active);
    }
}
