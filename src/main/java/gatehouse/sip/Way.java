package gatehouse.sip;

import gatehouse.door.Login;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ContactHeader;

/// How a call of ours leaves this computer. `target` and `self` are addresses of SIP as text, `routes` what is to be
/// passed on the way, `home` the hosts at which a redirection may lead on.
record Way(
        Stack.Point point,
        ContactHeader contact,
        Pathfinder.Chosen hop,
        String target,
        String self,
        List<String> routes,
        Optional<Login> login,
        List<String> home) {
    Way {
        routes = List.copyOf(routes);
        home = List.copyOf(home);
    }

    InetAddress towards() {
        return hop.address().getAddress();
    }

    /// The same way to somebody else at the same place.
    Way to(String other) {
        return new Way(point, contact, hop, other, self, routes, login, home);
    }
}
