package gatehouse.sip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.ViaHeader;

/// The contact under which an exchange knows a line: what it is now, what the exchange was last told, and what it must
/// be told to forget.
///
/// Confined to the line's thread.
final class Binding {
    private static final int MOST_CORRECTIONS = 3;

    private final Letters letters;
    private final String token;
    private ContactHeader contact;
    private Optional<ContactHeader> bound = Optional.empty();
    private final List<ContactHeader> obsolete = new ArrayList<>();
    private int corrections;

    Binding(Letters letters, Stack.Point point, String token) {
        this.letters = letters;
        this.token = token;
        this.contact = letters.contact(point, token);
    }

    ContactHeader contact() {
        return contact;
    }

    /// A new registration begins: it may correct our contact some times, and not for ever.
    void begin() {
        corrections = 0;
    }

    /// Every contact that a REGISTER must name: ours, and those that are no longer ours.
    List<ContactHeader> contacts() {
        var all = new ArrayList<ContactHeader>();
        all.add(contact);
        obsolete.forEach(old -> all.add(letters.withdrawn(old)));
        return all;
    }

    /// The contact that the exchange keeps for us, if it keeps one.
    Optional<ContactHeader> bound() {
        return bound;
    }

    void obsolete(ContactHeader old) {
        if (!old.getAddress().equals(contact.getAddress())) {
            obsolete.add(old);
        }
    }

    /// The exchange accepted this contact and forgot the others.
    void took(ContactHeader said) {
        obsolete.clear();
        bound = Optional.of(said);
        if (isOutdated()) {
            obsolete.add(said);
        }
    }

    void forget() {
        bound = Optional.empty();
    }

    /// True when the exchange keeps another contact than the one that would reach us.
    boolean isOutdated() {
        return bound.isPresent() && !bound.get().getAddress().equals(contact.getAddress());
    }

    /// Behind address translation the exchange sees us elsewhere than we think (RFC 3581), and then that address must
    /// stand in the contact. Over TCP we are called back at the port on which we listen, so the port of the connection
    /// matters only when the address is another one; over TLS the connection itself is the only way back.
    void seen(Transport transport, Header header, Optional<Integer> ourPort) {
        if (!(header instanceof ViaHeader via) || !(contact.getAddress().getURI() instanceof SipURI now)) {
            return;
        }
        String host = now.getHost();
        int port = now.getPort();
        if (via.getReceived() != null && via.getRPort() > 0) {
            boolean elsewhere = !same(via.getReceived(), host);
            if (transport != Transport.TCP || elsewhere) {
                host = via.getReceived();
                port = via.getRPort();
            }
        } else if (transport == Transport.TLS && ourPort.isPresent()) {
            port = ourPort.get();
        }
        boolean right = same(host, now.getHost()) && port == now.getPort();
        if (!right && corrections < MOST_CORRECTIONS) {
            corrections++;
            contact = letters.contact(transport, host, port, token);
        }
    }

    private static boolean same(String one, String other) {
        try {
            return InetAddress.ofLiteral(bare(one)).equals(InetAddress.ofLiteral(bare(other)));
        } catch (IllegalArgumentException e) {
            return one.equalsIgnoreCase(other);
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
