package gatehouse;

import gatehouse.door.CallsFrom;
import gatehouse.sip.Codec;
import gatehouse.sip.PhoneSettings;
import gatehouse.sip.Protection;
import gatehouse.sip.Secured;
import gatehouse.sip.Server;
import gatehouse.sip.Source;
import gatehouse.sip.Transport;
import gatehouse.sip.VoiceAddress;
import gatehouse.site.Exchange;
import gatehouse.site.Line;
import gatehouse.site.LineMedia;
import gatehouse.site.LineTransport;
import gatehouse.site.Site;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the site file says about calls, in the words of the phone.
final class PhoneWiring {
    private PhoneWiring() {}

    static PhoneSettings of(Site site) {
        var listen = new ArrayList<PhoneSettings.Listen>();
        site.calls()
                .listen()
                .forEach(l -> listen.add(
                        new PhoneSettings.Listen(Transport.valueOf(l.transport().name()), l.host(), l.port())));
        return new PhoneSettings(
                listen,
                site.calls().lines().stream().map(PhoneWiring::line).toList(),
                peers(site),
                PhoneSettings.Limits.USUAL.with(
                        site.calls().ringTime(), site.calls().most()));
    }

    /// How a call over this line, or a direct one, may be spoken.
    static VoiceAddress voice(InetSocketAddress here, Optional<Line> line) {
        return new VoiceAddress(
                here,
                line.map(Line::media).orElse(LineMedia.USUAL).codecs().stream()
                        .map(c -> Codec.valueOf(c.name()))
                        .toList(),
                Protection.valueOf(
                        line.map(Line::media).orElse(LineMedia.USUAL).srtp().name()),
                Optional.empty());
    }

    private static PhoneSettings.Line line(Line line) {
        return new PhoneSettings.Line(
                line.id(),
                line.exchanges().stream().map(PhoneWiring::server).toList(),
                line.proxy().map(PhoneWiring::server),
                Transport.valueOf(line.transport().name()),
                line.domain(),
                line.number(),
                line.login(),
                line.expires(),
                line.keepAlive(),
                line.transport() == LineTransport.TLS ? Optional.of(secured(line)) : Optional.empty());
    }

    private static Server server(Exchange exchange) {
        return new Server(exchange.host(), exchange.port());
    }

    private static Secured secured(Line line) {
        return PinnedTls.of(line.pin().map(Pin::new))::over;
    }

    /// Who may call directly.
    static List<Source.Peer> peers(Site site) {
        return site.doors().stream()
                .flatMap(d -> d.callsFrom().stream())
                .filter(CallsFrom.Peer.class::isInstance)
                .map(CallsFrom.Peer.class::cast)
                .map(p -> new Source.Peer(p.host(), p.port()))
                .toList();
    }
}
