package gatehouse.site;

import gatehouse.door.Login;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the site file says about calls: lines to exchanges, and addresses for doors that call straight.
final class CallsReader {
    private final Marked marked;
    private final SiteReader site;
    private final RingReader rings;

    CallsReader(Marked marked, SiteReader site, RingReader rings) {
        this.marked = marked;
        this.site = site;
        this.rings = rings;
    }

    Calls calls(JsonNode node) throws SiteFault {
        var ports = node.path("rtpPorts").asString("16384-16482").split("-");
        int first = Integer.parseInt(ports[0]);
        int last = Integer.parseInt(ports[1]);
        if (first < 1024 || last > 65535 || last - first < 3) {
            throw marked.fault(
                    "/calls/rtpPorts",
                    "\"" + first + "-" + last + "\" holds no room for a call.",
                    "Expected at least four ports between 1024 and 65535.");
        }
        var lines = new ArrayList<Line>();
        var ids = new HashSet<String>();
        for (int i = 0; i < node.path("lines").size(); i++) {
            var at = "/calls/lines/" + i;
            var line = line(at, node.path("lines").get(i));
            site.once(ids, line.id(), at + "/id", "line");
            checkPin(at, line, lines);
            lines.add(line);
        }
        var listen = new ArrayList<Listen>();
        for (var entry : node.path("listen")) {
            listen.add(new Listen(
                    transport(entry),
                    entry.path("host").asString(),
                    entry.path("port").asInt(5060)));
        }
        var ringTime = SiteReader.time(node.path("ringTime").asString("60s"));
        return new Calls(
                lines,
                listen,
                ringTime,
                node.path("mostCalls").asInt(20),
                first,
                last,
                new CallPlanReader(marked, site, ids, rings).plan(node, ringTime),
                rings.ringing(node.path("ringing")));
    }

    private Line line(String at, JsonNode node) throws SiteFault {
        var number = node.path("number").asString();
        var host = node.path("registrar").asString();
        var transport =
                LineTransport.valueOf(node.path("transport").asString("udp").toUpperCase(java.util.Locale.ROOT));
        if (node.has("pin") && transport != LineTransport.TLS) {
            throw marked.fault(at + "/pin", "Without TLS no certificate is shown.", "Expected \"transport: tls\".");
        }
        var exchanges = new ArrayList<Exchange>();
        exchanges.add(new Exchange(host, node.path("port").asInt(transport.usualPort())));
        node.path("failover").forEach(other -> exchanges.add(exchange(other, transport)));
        return new Line(
                node.path("id").asString(),
                exchanges,
                node.has("proxy") ? Optional.of(exchange(node.path("proxy"), transport)) : Optional.empty(),
                transport,
                node.has("pin") ? Optional.of(node.path("pin").asString()) : Optional.empty(),
                node.path("domain").asString(host),
                number,
                new Login(node.path("user").asString(number), site.password(at, node)),
                SiteReader.time(node.path("expires").asString("5m")),
                node.has("keepAlive") ? SiteReader.time(node.path("keepAlive").asString()) : Line.USUAL_KEEP_ALIVE,
                media(node));
    }

    private static LineMedia media(JsonNode node) {
        var codecs = new ArrayList<LineMedia.Voice>();
        node.path("codecs").forEach(c -> codecs.add(LineMedia.Voice.valueOf(upper(c.asString()))));
        return new LineMedia(
                codecs.isEmpty() ? LineMedia.USUAL.codecs() : codecs,
                LineMedia.Srtp.valueOf(upper(node.path("srtp").asString("preferred"))));
    }

    private static String upper(String word) {
        return word.toUpperCase(java.util.Locale.ROOT);
    }

    /// Two lines to one exchange share its connection, so they must believe the same.
    private void checkPin(String at, Line line, List<Line> others) throws SiteFault {
        for (Line other : others) {
            if (line.transport() == LineTransport.TLS
                    && other.transport() == LineTransport.TLS
                    && !Collections.disjoint(line.exchanges(), other.exchanges())
                    && !line.pin().equals(other.pin())) {
                throw marked.fault(
                        at,
                        "The line \"" + other.id() + "\" knows the same exchange by another certificate.",
                        "Expected the same \"pin\" in both, or none.");
            }
        }
    }

    private static Exchange exchange(JsonNode node, LineTransport transport) {
        return new Exchange(node.path("host").asString(), node.path("port").asInt(transport.usualPort()));
    }

    private static Transport transport(JsonNode node) {
        return node.path("transport").asString("udp").equals("tcp") ? Transport.TCP : Transport.UDP;
    }
}
