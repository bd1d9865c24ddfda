package gatehouse.sim;

import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.Fetch;
import gatehouse.door.HttpAccess;
import gatehouse.door.Intercom;
import gatehouse.door.Output;
import gatehouse.door.Streams;
import gatehouse.door.TellsBy;
import gatehouse.door.Times;
import gatehouse.door.UnlockBy;
import gatehouse.door.Way;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A simulated door as a site file would have it.
record SiteEntry(DoorPlan plan, URI main, URI sub, URI device, URI web, InetSocketAddress phone) {
    /// The line of the demo site at which the extensions are.
    static final String LINE = "demo";

    private static final Duration TONE = Duration.ofMillis(120);
    private static final Duration PAUSE = Duration.ofMillis(80);

    Door door() {
        return new Door(
                        plan.id(),
                        plan.name(),
                        new Streams(main, sub, plan.login(), fetch()),
                        Optional.of(callsFrom()),
                        outputs(),
                        plan.instruction(),
                        plan.priority(),
                        Optional.of(device),
                        plan.login())
                .with(intercom());
    }

    /// The stations take any port that is free, so where a direct one is called has to be said.
    private Intercom intercom() {
        var usual = Intercom.USUAL;
        return plan.extension().isPresent()
                ? usual
                : new Intercom(
                        Optional.of(new CallAt.Address(
                                plan.id().value(),
                                plan.address().getHostAddress(),
                                phone.getPort(),
                                plan.index() % 6 == 5 ? CallAt.By.TCP : CallAt.By.UDP)),
                        usual.ring(),
                        usual.gainUp(),
                        usual.gainDown(),
                        usual.mode(),
                        usual.redirect());
    }

    private Fetch fetch() {
        var usual = Fetch.STANDARD;
        return switch (plan.eye()) {
            case ONE_VIEWER -> new Fetch(usual.transport(), 1, usual.warm(), usual.rotation(), usual.pin());
            case USUAL, UDP_ONLY, TCP_ONLY, MJPEG -> usual;
        };
    }

    /// A door alone at its address is known by the address; where they share one, by the port too.
    private CallsFrom callsFrom() {
        if (plan.extension().isPresent()) {
            return new CallsFrom.Extension(LINE, plan.extension().get());
        }
        return new CallsFrom.Peer(plan.address().getHostAddress(), plan.ownAddress() ? 0 : phone.getPort());
    }

    private List<Output> outputs() {
        var outputs = new ArrayList<Output>();
        for (var output : plan.outputs()) {
            int number = outputs.size() + 1;
            outputs.add(new Output(
                    output.id(),
                    output.name(),
                    List.of(Way.always(by(output, number))),
                    tells(output, number),
                    Times.STANDARD));
        }
        return outputs;
    }

    /// The contact of the first leaf is the one digital input; a controlled door tells of its leaf itself.
    private List<TellsBy> tells(OutputPlan output, int number) {
        return number > 1 || output.way() == OutputPlan.Way.ONVIF_DOOR
                ? List.of()
                : List.of(
                        new TellsBy.OnvifInput(TellsBy.Part.DOOR, device, HttpAccess.of(plan.login()), "input1", true));
    }

    private UnlockBy by(OutputPlan output, int number) {
        return switch (output.way()) {
            case TONES -> new UnlockBy.Dtmf(output.code(), UnlockBy.Tones.RFC4733, TONE, PAUSE);
            case INFO -> new UnlockBy.Dtmf(output.code(), UnlockBy.Tones.INFO, TONE, PAUSE);
            case HTTP_DIGEST, HTTP_BASIC ->
                new UnlockBy.Http(
                        "POST",
                        web.resolve(UnlockPages.open(number)),
                        plan.login(),
                        Optional.of(web.resolve(UnlockPages.state(number))));
            case ONVIF_DOOR -> new UnlockBy.OnvifDoor(device, HttpAccess.of(plan.login()), doorToken(number));
            case ONVIF -> new UnlockBy.OnvifRelay(device, plan.login(), token(number));
        };
    }

    /// What door control calls it.
    static String doorToken(int number) {
        return "door" + number;
    }

    /// What ONVIF calls the n-th output.
    static String token(int number) {
        return "relay" + number;
    }
}
