package gatehouse.unlock;

import gatehouse.door.Broker;
import gatehouse.door.HttpAccess;
import gatehouse.door.ModbusBox;
import gatehouse.lifecycle.Scope;
import java.net.URI;

/// Everything that connects this desk with doors, shared by orders and watches. Safe for any thread.
final class Lines implements AutoCloseable {
    /// A device whose events are heard.
    record DeviceAt(URI device, HttpAccess access) {}

    private final Scope scope = new Scope();
    private final Trusts trusts = new Trusts();
    private final Devices devices = scope.own(new Devices(trusts));
    private final Pulses pulses;
    private final Shared<DeviceAt, DeviceEar> ears =
            scope.own(new Shared<>(at -> DeviceEar.open(devices, at.device(), at.access())));
    private final Shared<Broker, BrokerLine> brokers =
            scope.own(new Shared<>(broker -> BrokerLine.open(broker, trusts)));
    private final Shared<ModbusBox, BoxLine> boxes = scope.own(new Shared<>(BoxLine::open));

    Lines(UnlockRecord record) {
        this.pulses = scope.own(new Pulses(record));
    }

    Trusts trusts() {
        return trusts;
    }

    Devices devices() {
        return devices;
    }

    Pulses pulses() {
        return pulses;
    }

    Shared.Lease<DeviceEar> ear(URI device, HttpAccess access) {
        return ears.lease(new DeviceAt(device, access));
    }

    Shared.Lease<BrokerLine> broker(Broker broker) {
        return brokers.lease(broker);
    }

    Shared.Lease<BoxLine> box(ModbusBox box) {
        return boxes.lease(box);
    }

    @Override
    public void close() {
        scope.close();
    }
}
