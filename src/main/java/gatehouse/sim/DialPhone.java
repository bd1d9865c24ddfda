package gatehouse.sim;

import gatehouse.sim.phone.PhoneEvents;
import gatehouse.sim.phone.PhoneState;
import gatehouse.sim.phone.SimPhone;
import gatehouse.sim.phone.SimPhoneSettings;
import gatehouse.site.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The phone inside a simulated station: with an extension it calls through the registrar, without one straight.
/// Safe for any thread.
final class DialPhone implements DoorPhone {
    private final SimPhone phone;
    private final SimPhoneSettings settings;
    private volatile Optional<String> target;

    private DialPhone(SimPhone phone, SimPhoneSettings settings, Optional<String> target) {
        this.phone = phone;
        this.settings = settings;
        this.target = target;
    }

    static DialPhone open(DoorPlan plan, Optional<SimPhoneSettings.Registrar> registrar, Faults faults, Station station)
            throws IOException {
        var settings = settings(plan);
        Optional<String> target = Optional.empty();
        if (plan.extension().isPresent() && registrar.isPresent()) {
            settings = settings.at(
                    registrar.get(), DemoAccounts.login(plan.extension().get()));
            target = Optional.of(DemoAccounts.CONSOLE);
        }
        return new DialPhone(SimPhone.open(settings, faults, new Told(station)), settings, target);
    }

    @Override
    public InetSocketAddress address() {
        return phone.address();
    }

    @Override
    public void dial(InetSocketAddress udp, InetSocketAddress tcp) {
        if (settings.registrar().isPresent()) {
            return;
        }
        var console = settings.transport() == Transport.TCP ? tcp : udp;
        target = Optional.of("sip:guard@" + console.getAddress().getHostAddress() + ":" + console.getPort()
                + (settings.transport() == Transport.TCP ? ";transport=tcp" : ""));
    }

    @Override
    public double toneHz() {
        return settings.toneHz();
    }

    @Override
    public short[] heard() {
        return phone.heard();
    }

    @Override
    public void ring() {
        target.ifPresent(phone::ring);
    }

    @Override
    public void hangUp() {
        phone.hangUp();
    }

    @Override
    public void close() {
        phone.close();
    }

    /// The doors differ in what real ones differ in: the tone they hum, the law they speak, what SIP travels on.
    private static SimPhoneSettings settings(DoorPlan plan) {
        int i = plan.index();
        var plain = SimPhoneSettings.direct(
                        plan.address(),
                        plan.ports().sip(),
                        plan.extension().orElse(plan.id().value()),
                        plan.name(),
                        420 + 40.0 * i)
                .answering(SimPhoneSettings.Answering.AT_ONCE);
        var spoken = i % 4 >= 2 ? plain.speaking(gatehouse.sim.phone.Law.MU) : plain;
        return i % 6 == 5 ? spoken.by(Transport.TCP) : spoken;
    }

    /// Turns the states of the phone into what the station wants to know of a call.
    private static final class Told implements PhoneEvents {
        private final Station station;
        private final AtomicBoolean inCall = new AtomicBoolean();

        Told(Station station) {
            this.station = station;
        }

        @Override
        public void state(PhoneState state) {
            switch (state) {
                case PhoneState.Dialling dialling -> began();
                case PhoneState.Ringing ringing -> began();
                case PhoneState.Called called -> began();
                case PhoneState.Talking talking -> began();
                case PhoneState.Ended ended -> over();
                case PhoneState.Idle idle -> over();
            }
        }

        @Override
        public void digit(String soFar, char digit) {
            station.heard(digit);
        }

        private void began() {
            if (inCall.compareAndSet(false, true)) {
                station.callBegan();
            }
        }

        private void over() {
            if (inCall.compareAndSet(true, false)) {
                station.callEnded();
            }
        }
    }
}
