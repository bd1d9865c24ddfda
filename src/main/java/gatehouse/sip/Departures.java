package gatehouse.sip;

import gatehouse.sip.PhoneEvent.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Finds the way of calls that we make: through the exchange of a line as long as that line stands, or straight to a
/// station.
///
/// Safe for any thread.
final class Departures {
    private static final int LATE_WORDS_SECONDS = 32;

    private final Map<String, LineKeeper> lines;
    private final Calls calls;
    private final GuestList guests;
    private final Network network;
    private final Surroundings around;
    private Stack stack; // set before the first call

    Departures(Map<String, LineKeeper> lines, Calls calls, GuestList guests, Network network, Surroundings around) {
        this.lines = lines;
        this.calls = calls;
        this.guests = guests;
        this.network = network;
        this.around = around;
    }

    void from(Stack ours) {
        stack = ours;
    }

    /// Returns at once: the way is found on a thread of the stack.
    CallId call(Callee callee, VoiceAddress voice) {
        CallId id = CallId.fresh();
        around.threads().lane().execute(() -> {
            Optional<Way> way = way(callee);
            if (way.isPresent()) {
                place(id, way.get(), voice);
            } else {
                around.events().accept(new Ended(id, End.NOT_REACHABLE));
            }
        });
        return id;
    }

    private void place(CallId id, Way way, VoiceAddress voice) {
        guests.expect(way.towards());
        var call = new OutgoingCall(id, way, voice, around.withGone(ended -> {
            around.gone().accept(ended);
            // Its last answers are still to be heard.
            around.threads()
                    .clock()
                    .schedule(() -> guests.expectNoMore(way.towards()), LATE_WORDS_SECONDS, TimeUnit.SECONDS);
        }));
        calls.place(call);
        call.start();
    }

    private Optional<Way> way(Callee callee) {
        return switch (callee) {
            case Callee.Extension e ->
                Optional.ofNullable(lines.get(e.lineId())).flatMap(line -> line.way(e.number()));
            case Callee.Direct d -> straight(d);
        };
    }

    private Optional<Way> straight(Callee.Direct callee) {
        try {
            InetAddress there = InetAddress.getByName(callee.host());
            var at = new InetSocketAddress(there, callee.port());
            InetAddress here = network.towards(at);
            callee.secured().ifPresent(secured -> stack.gate().secure(at, secured, callee.host()));
            return Optional.of(around.letters().ofCalls().way(callee, there, stack.at(callee.transport(), here)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<InetAddress> localAddress(Callee callee) {
        return switch (callee) {
            case Callee.Extension e ->
                Optional.ofNullable(lines.get(e.lineId()))
                        .flatMap(line -> line.way(e.number()))
                        .map(way -> way.point().address().getAddress());
            case Callee.Direct d -> towards(d);
        };
    }

    private Optional<InetAddress> towards(Callee.Direct callee) {
        try {
            return Optional.of(
                    network.towards(new InetSocketAddress(InetAddress.getByName(callee.host()), callee.port())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// By what others find him; empty for a number of a line that does not exist.
    Optional<String> address(Callee callee) {
        return switch (callee) {
            case Callee.Extension e ->
                Optional.ofNullable(lines.get(e.lineId()))
                        .map(line -> around.letters().ofCalls().address(line.line(), e.number()));
            case Callee.Direct d -> Optional.of(around.letters().ofCalls().address(d));
        };
    }

    /// Who we are in this call.
    String self(Call call) {
        return call.wire.contact().getAddress().getURI().toString();
    }
}
