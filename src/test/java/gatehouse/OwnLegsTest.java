package gatehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.desk.Transfer;
import gatehouse.door.CallAt;
import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.sim.Faults;
import gatehouse.sim.phone.PhoneEvents;
import gatehouse.sim.phone.SimPhone;
import gatehouse.sim.phone.SimPhoneSettings;
import gatehouse.site.Calls;
import gatehouse.site.LineMedia;
import gatehouse.site.LineMedia.Srtp;
import gatehouse.site.LineMedia.Voice;
import gatehouse.site.Site;
import gatehouse.site.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A caller that is fetched by a call of this desk's own: it is spoken as the line wants it, or not at all.
@Execution(ExecutionMode.CONCURRENT)
class OwnLegsTest {
    private final Told told = new Told();

    private static SimPhone phone(String name) throws Exception {
        return SimPhone.open(
                SimPhoneSettings.direct(InetAddress.getLoopbackAddress(), 0, name, name, 600),
                new Faults(),
                PhoneEvents.NONE);
    }

    private static Door from(SimPhone door) {
        return SmallSite.door(
                "north-gate", new CallsFrom.Peer("127.0.0.1", door.address().getPort()));
    }

    /// A line to nobody, spoken like this, and an address that doors call.
    private static Site site(LineMedia media, Door door) {
        var line = SmallSite.registered(9, "secret1").calls().lines().getFirst().with(media);
        var listen = SmallSite.listening().calls().listen();
        return new Site(
                "Test",
                new Calls(List.of(line), listen, Duration.ofMinutes(1), 60, 0, 0),
                List.of(door),
                List.of(),
                false);
    }

    private Happening.TransferMoved sentOn(LineMedia media, CallAt to) throws Exception {
        try (var door = phone("door");
                var desk = Telephone.open(
                        site(media, from(door)), new Ears(1000), new Figures(), CallPictures.NONE, told)) {
            door.ring("sip:desk@127.0.0.1:"
                    + desk.listening().getFirst().address().getPort());
            var call = told.next(Happening.Rang.class).call();
            desk.transfers().sendOn(new Deed.SendOn(call, new Target("porter", "Porter", to), false));
            return told.next(Happening.TransferMoved.class);
        }
    }

    @Test
    void lineThatWantsAnEncryptedVoiceIsNotSpokenOverInTheClear() throws Exception {
        var moved = sentOn(
                new LineMedia(LineMedia.USUAL.codecs(), Srtp.REQUIRED), new CallAt.Extension(SmallSite.LINE, "porter"));
        assertEquals(Transfer.Stage.FAILED, moved.stage());
        assertTrue(moved.words().contains("encrypted"), moved.words());
    }

    @Test
    void lineWhoseCodecsTheCallerDoesNotSpeakIsNotCalled() throws Exception {
        var moved = sentOn(
                new LineMedia(List.of(Voice.OPUS), Srtp.PREFERRED), new CallAt.Extension(SmallSite.LINE, "porter"));
        assertEquals(Transfer.Stage.FAILED, moved.stage());
        assertTrue(moved.words().contains("codecs"), moved.words());
    }

    @Test
    void whoIsCalledStraightIsSpokenWithAsUsual() throws Exception {
        try (var porter = phone("porter")) {
            var moved = sentOn(
                    new LineMedia(List.of(Voice.PCMA), Srtp.REQUIRED),
                    new CallAt.Address("porter", "127.0.0.1", porter.address().getPort()));
            assertEquals(Transfer.Stage.ACCEPTED, moved.stage(), moved.words());
        }
    }
}
