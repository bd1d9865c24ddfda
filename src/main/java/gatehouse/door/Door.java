package gatehouse.door;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One door as the site knows it: how it is seen, how it calls, what it opens, what the guard must know about it.
/// `camera` is where its pictures are fetched; a door without one shows itself only in its calls. `priority` orders the
/// queue, higher first. `device` is its ONVIF device service, where it has one.
public record Door(
        DoorId id,
        String name,
        Optional<Streams> camera,
        Optional<CallsFrom> callsFrom,
        List<Output> outputs,
        String instruction,
        int priority,
        Optional<URI> device,
        Login login,
        Intercom intercom,
        Security security) {
    private static final int USUAL_PORT = 5060;

    public Door {
        requireNonNull(id);
        requireNonNull(name);
        requireNonNull(camera);
        requireNonNull(callsFrom);
        outputs = List.copyOf(outputs);
        requireNonNull(instruction);
        requireNonNull(device);
        requireNonNull(login);
        requireNonNull(intercom);
        requireNonNull(security);
    }

    /// Spoken with in the usual way, of usual security.
    public Door(
            DoorId id,
            String name,
            Streams camera,
            Optional<CallsFrom> callsFrom,
            List<Output> outputs,
            String instruction,
            int priority,
            Optional<URI> device,
            Login login) {
        this(
                id,
                name,
                Optional.of(camera),
                callsFrom,
                outputs,
                instruction,
                priority,
                device,
                login,
                Intercom.USUAL,
                Security.USUAL);
    }

    public Door with(Intercom other) {
        return new Door(id, name, camera, callsFrom, outputs, instruction, priority, device, login, other, security);
    }

    public Door with(Security other) {
        return new Door(id, name, camera, callsFrom, outputs, instruction, priority, device, login, intercom, other);
    }

    /// Where this door can be called; where it calls from, unless something else is said.
    public Optional<CallAt> calledAt() {
        return intercom.calledAt()
                .or(() -> callsFrom.map(from -> switch (from) {
                    case CallsFrom.Extension e -> new CallAt.Extension(e.line(), e.number());
                    case CallsFrom.Peer p -> new CallAt.Address("", p.host(), p.port() > 0 ? p.port() : USUAL_PORT);
                }));
    }

    public Optional<Output> output(String outputId) {
        return outputs.stream().filter(o -> o.id().equals(outputId)).findFirst();
    }
}
