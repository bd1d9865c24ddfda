package gatehouse.onvif;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// A range of IPv4 addresses to be asked one by one, written as CIDR: `10.77.2.0/24`. A /16 is the largest.
public record AddressRange(int network, int bits) {
    private static final Pattern SHAPE =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})/(\\d{1,2})");
    private static final int LARGEST = 16;

    public AddressRange {
        if (bits < LARGEST || bits > 32 || (network & ~mask(bits)) != 0) {
            throw new IllegalArgumentException("not a range: " + text(network) + "/" + bits);
        }
    }

    /// Takes `a.b.c.d/n` and nothing else; the message of the exception is for a person.
    public static AddressRange parse(String text) {
        var m = SHAPE.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a range like 192.168.1.0/24");
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(m.group(i));
            if (part > 255) {
                throw new IllegalArgumentException("\"" + text + "\" has a number above 255");
            }
            address = address << 8 | part;
        }
        int bits = Integer.parseInt(m.group(5));
        if (bits > 32) {
            throw new IllegalArgumentException("\"" + text + "\" has more than 32 bits");
        }
        if (bits < LARGEST) {
            throw new IllegalArgumentException("\"" + text + "\" is too large: at most a /16, 65,536 addresses");
        }
        if ((address & ~mask(bits)) != 0) {
            throw new IllegalArgumentException("\"" + text + "\" does not begin at a network address; "
                    + text(address & mask(bits)) + "/" + bits + " does");
        }
        return new AddressRange(address, bits);
    }

    /// How many hosts: without network and broadcast address where there are such.
    public int size() {
        int all = bits == 32 ? 1 : 1 << (32 - bits);
        return bits >= 31 ? all : all - 2;
    }

    /// The host with that number, from 0.
    public InetAddress host(int number) {
        int address = network + number + (bits >= 31 ? 0 : 1);
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address
                    });
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    private static int mask(int bits) {
        return bits == 0 ? 0 : -1 << (32 - bits);
    }

    private static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    @Override
    public String toString() {
        return text(network) + "/" + bits;
    }
}
