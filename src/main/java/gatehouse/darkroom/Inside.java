package gatehouse.darkroom;

import gatehouse.darkroom.bath.Child;
import gatehouse.darkroom.bath.Jobs;
import gatehouse.darkroom.bath.Server;
import gatehouse.darkroom.wire.Pulse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The darkroom on threads of this process: the same work over the same wire. Nothing survives a crash here.
final class Inside implements Assistant {
    private static final Logger LOG = LoggerFactory.getLogger(Inside.class);

    private final Path socket;
    private final Pulse pulse;
    private final Server server;

    private Inside(Path socket, Pulse pulse, Server server) {
        this.socket = socket;
        this.pulse = pulse;
        this.server = server;
    }

    static Inside start(Path folder) throws IOException {
        var socket = folder.resolve(Child.SOCKET);
        var pulse = Pulse.open(folder.resolve(Child.PULSE));
        try {
            var server = Server.open(socket, pulse, Jobs.all(), (where, why) -> LOG.error("{}", where, why));
            return new Inside(socket, pulse, server);
        } catch (IOException | RuntimeException e) {
            pulse.close();
            throw e;
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public OptionalInt exit() {
        return OptionalInt.empty();
    }

    @Override
    public Path socket() {
        return socket;
    }

    @Override
    public Optional<Pulse> pulse() {
        return Optional.empty();
    }

    @Override
    public Optional<String> report() {
        return Optional.empty();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public void kill() {
        LOG.error("Native code hangs, and it cannot be ended without this process");
    }

    @Override
    public void close() {
        server.close();
        pulse.close();
    }
}
