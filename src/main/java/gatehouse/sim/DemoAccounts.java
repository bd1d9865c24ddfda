package gatehouse.sim;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.site.Exchange;
import gatehouse.site.Line;
import gatehouse.site.LineTransport;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Who is who at the demo registrar: the console is 620, the porter 630, the doors are 301 and on. Everybody's name is
/// the number.
final class DemoAccounts {
    static final String DOMAIN = "demo.gatehouse.test";
    static final String CONSOLE = "620";
    static final String PORTER = "630";

    private static final Duration EXPIRES = Duration.ofMinutes(2);

    private DemoAccounts() {}

    /// What the registrar wants to hear from this number.
    static Login login(String number) {
        return new Login(number, Secret.of("line-" + number));
    }

    /// The console's registration, as its site file has it.
    static Line line(InetSocketAddress registrar) {
        return Line.of(
                SiteEntry.LINE,
                new Exchange(registrar.getAddress().getHostAddress(), registrar.getPort()),
                LineTransport.UDP,
                DOMAIN,
                CONSOLE,
                login(CONSOLE),
                EXPIRES);
    }
}
