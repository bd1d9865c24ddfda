package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One door as the site knows it: how it is seen, how it calls, what it opens, what the guard must know about it.
/// `priority` orders the queue, higher first. `device` is its ONVIF device service, where it has one.
public record Door(
        DoorId id,
        String name,
        Streams streams,
        Optional<CallsFrom> callsFrom,
        List<Output> outputs,
        String instruction,
        int priority,
        Optional<URI> device,
        Login login) {
    public Door {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(streams);
        requireNonNull(callsFrom);
        outputs = List.copyOf(outputs);
        requireNonNull(instruction);
        requireNonNull(device);
        requireNonNull(login);
    }

    public Optional<Output> output(String outputId) {
        return outputs.stream().filter(o -> o.id().equals(outputId)).findFirst();
    }
}
