package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRangeTest {
    @Test
    void rangeLeavesOutNetworkAndBroadcastAddress() {
        var range = AddressRange.parse("10.77.2.0/24");
        assertEquals(254, range.size());
        assertEquals("10.77.2.1", range.host(0).getHostAddress());
        assertEquals("10.77.2.254", range.host(253).getHostAddress());
    }

    @Test
    void smallestRangesAreWholeAndTheLargestIsASixteen() {
        assertEquals(1, AddressRange.parse("192.0.2.9/32").size());
        assertEquals("192.0.2.9", AddressRange.parse("192.0.2.9/32").host(0).getHostAddress());
        assertEquals(2, AddressRange.parse("192.0.2.8/31").size());
        assertEquals(65_534, AddressRange.parse("172.16.0.0/16").size());
        assertEquals(
                "172.16.255.254",
                AddressRange.parse("172.16.0.0/16").host(65_533).getHostAddress());
    }

    @Test
    void anythingElseIsRefusedWithASentence() {
        for (var bad : List.of(
                "",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/8",
                "10.0.0.0/33",
                "10.0.0.256/32",
                "10.0.0.1/24",
                "010.0.0.0/24",
                "10.0.0/24",
                "::/64",
                "10.0.0.0/24 ",
                "10.0.0.0/-1",
                "999999999999.0.0.0/24",
                "ten/24")) {
            assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(bad), bad);
        }
        var hint = assertThrows(IllegalArgumentException.class, () -> AddressRange.parse("10.0.0.77/24"));
        assertEquals("\"10.0.0.77/24\" does not begin at a network address; 10.0.0.0/24 does", hint.getMessage());
    }
}
