package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.desk.Deed;
import gatehouse.desk.Happening;
import gatehouse.desk.Transfer;
import gatehouse.sip.Phone;
import gatehouse.sip.TransferState;
import gatehouse.site.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Calls that go to somebody else: handed over, put together with another one, sent on before anybody answered.
///
/// Safe for any thread.
final class Transfers {
    private final Supplier<Phone> phone;
    private final CallNames names;
    private final Callers callers;
    private final OwnLegs legs;
    private final Consumer<Happening> desk;
    private final Map<CallId, CallId> connecting =
            new ConcurrentHashMap<>(); // asked of the first, not yet of the other

    Transfers(Supplier<Phone> phone, CallNames names, Callers callers, OwnLegs legs, Consumer<Happening> desk) {
        this.phone = phone;
        this.names = names;
        this.callers = callers;
        this.legs = legs;
        this.desk = desk;
    }

    void handOver(CallId call, Target target) {
        phone.get().transfer(names.sip(call), Callers.callee(target.at()));
    }

    void connect(CallId held, CallId other) {
        connecting.put(held, other);
        phone.get().transfer(names.sip(held), names.sip(other));
    }

    void sendOn(Deed.SendOn d) {
        var callee = Callers.callee(d.target().at());
        if (d.redirected()) {
            phone.get().redirect(names.sip(d.call()), callee);
        } else {
            legs.sendOn(
                    d.call(),
                    callers.offered(d.call()),
                    callee,
                    List.of(callers.media(d.call()), callers.media(d.target().at())));
        }
    }

    void over(CallId call) {
        connecting.remove(call);
    }

    void moved(CallId call, TransferState state) {
        switch (state) {
            case TransferState.Promised it -> tell(call, Transfer.Stage.ACCEPTED, "");
            case TransferState.Trying it ->
                tell(call, it.status() >= 180 ? Transfer.Stage.RINGING : Transfer.Stage.ACCEPTED, "");
            case TransferState.Done it -> tell(call, Transfer.Stage.DONE, "");
            case TransferState.Failed it -> tell(call, Transfer.Stage.FAILED, it.reason());
            case TransferState.Refused it -> {
                // Few door stations can be told to call somebody; the other one may be able to.
                var other = connecting.remove(call);
                if (other == null) {
                    tell(call, Transfer.Stage.FAILED, it.reason());
                } else {
                    phone.get().transfer(names.sip(other), names.sip(call));
                }
            }
        }
    }

    private void tell(CallId call, Transfer.Stage stage, String words) {
        if (stage == Transfer.Stage.DONE || stage == Transfer.Stage.FAILED) {
            connecting.remove(call);
        }
        desk.accept(new Happening.TransferMoved(call, stage, words, Instant.now()));
    }
}
