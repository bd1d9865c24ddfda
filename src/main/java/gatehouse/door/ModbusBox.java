package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// A relay box that speaks Modbus/TCP.
public record ModbusBox(String host, int port, int unit) {
    public static final int PORT = 502;

    public ModbusBox {
        requireNonNull(host);
        if (port < 1 || port > 65_535 || unit < 0 || unit > 255) {
            throw new IllegalArgumentException("No Modbus address: " + host + ":" + port + " unit " + unit);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + unit;
    }
}
