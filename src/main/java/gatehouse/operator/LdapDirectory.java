package gatehouse.operator;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import gatehouse.door.Secret;
import gatehouse.site.DirectoryPlace;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Asks an LDAP directory by binding as the person (RFC 4511 §4.2), over TLS only. Nothing is kept: each question is a
/// connection of its own, capped in time and size.
///
/// A name typed here is a stranger's: it is escaped in a DN (RFC 4514) and in a filter (RFC 4515). An empty password is
/// never sent, because a server may take it for an anonymous bind and say yes (RFC 4513 §5.1.2).
///
/// Safe for any thread.
public final class LdapDirectory implements Directory {
    private static final int LONGEST = 128;
    private static final int MOST_ENTRIES = 2;
    private static final int LARGEST_MESSAGE = 256 * 1024;

    private final DirectoryPlace place;
    private final PinnedTls tls;

    public LdapDirectory(DirectoryPlace place) {
        this(place, PinnedTls.of(place.pin().map(Pin::new)));
    }

    LdapDirectory(DirectoryPlace place, PinnedTls tls) {
        this.place = place;
        this.tls = tls;
    }

    @Override
    public Answer ask(String name, Secret password) {
        if (name.isBlank()
                || name.length() > LONGEST
                || password.isEmpty()
                || password.reveal().length() > LONGEST) {
            return new Answer.Refused();
        }
        try (var connection = connect()) {
            var dn = dn(connection, name);
            if (dn.isEmpty()) {
                return new Answer.Refused();
            }
            if (!bound(connection, dn.get(), password)) {
                return new Answer.Refused();
            }
            return operator(connection, dn.get(), name);
        } catch (LDAPException e) {
            return new Answer.Unreachable(
                    place.host() + ": " + e.getResultCode().getName() + ", " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return new Answer.Unreachable(place.host() + ": " + e.getMessage());
        }
    }

    private LDAPConnection connect() throws LDAPException, GeneralSecurityException {
        var options = new LDAPConnectionOptions();
        int millis = (int) Math.clamp(place.timeout().toMillis(), 100, 10_000);
        options.setConnectTimeoutMillis(millis);
        options.setResponseTimeoutMillis(millis);
        options.setMaxMessageSize(LARGEST_MESSAGE);
        options.setFollowReferrals(false);
        var sockets = tls.named("LDAPS");
        if (place.encryption() == DirectoryPlace.Encryption.TLS) {
            return new LDAPConnection(sockets, options, place.host(), place.port());
        }
        var connection = new LDAPConnection(options, place.host(), place.port());
        try {
            var started = connection.processExtendedOperation(new StartTLSExtendedRequest(sockets));
            if (!started.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new LDAPException(
                        started.getResultCode(), "it does not encrypt: " + started.getDiagnosticMessage());
            }
            return connection;
        } catch (LDAPException e) {
            connection.close();
            throw e;
        }
    }

    private Optional<String> dn(LDAPConnection connection, String name) throws LDAPException {
        return switch (place.way()) {
            case DirectoryPlace.Way.Template template ->
                Optional.of(template.dn().replace("{name}", escaped(name)));
            case DirectoryPlace.Way.Search search -> found(connection, search, name);
        };
    }

    /// Exactly one entry, or nobody.
    private Optional<String> found(LDAPConnection connection, DirectoryPlace.Way.Search search, String name)
            throws LDAPException {
        if (!search.reader().isEmpty()) {
            connection.bind(search.reader().user(), search.reader().password().reveal());
        }
        var filter = Filter.create(search.filter().replace("{name}", Filter.encodeValue(name)));
        var request = request(search.base(), SearchScope.SUB, filter, "1.1");
        var entries = connection.search(request).getSearchEntries();
        return entries.size() == 1 ? Optional.of(entries.getFirst().getDN()) : Optional.empty();
    }

    private SearchRequest request(String base, SearchScope scope, Filter filter, String attribute) {
        var request = new SearchRequest(base, scope, filter, attribute);
        request.setSizeLimit(MOST_ENTRIES);
        request.setTimeLimitSeconds((int) Math.max(1, place.timeout().toSeconds()));
        return request;
    }

    private static boolean bound(LDAPConnection connection, String dn, Secret password) throws LDAPException {
        try {
            BindResult result = connection.bind(new SimpleBindRequest(dn, password.reveal()));
            return result.getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPException e) {
            var code = e.getResultCode();
            // What a server says of an account that it does not want to name, or that is locked there.
            if (code.equals(ResultCode.INVALID_CREDENTIALS)
                    || code.equals(ResultCode.NO_SUCH_OBJECT)
                    || code.equals(ResultCode.INVALID_DN_SYNTAX)
                    || code.equals(ResultCode.UNWILLING_TO_PERFORM)) {
                return false;
            }
            throw e;
        }
    }

    /// As the person. The name at the desk is the one in the directory, however it was typed.
    private Answer operator(LDAPConnection connection, String dn, String typed) throws LDAPException {
        var entry = read(connection, dn, Filter.createPresenceFilter("objectClass"), place.groupAttribute());
        var groups = entry.map(this::groups).orElse(Set.of());
        var known = entry.map(SearchResultEntry::getDN).orElse(dn);
        var name = new DN(known).getRDN().getAttributeValues()[0];
        for (var group : place.groups()) {
            if (groups.contains(DN.normalize(group.group())) || member(connection, group.group(), known, typed)) {
                var rights = group.own().map(Rights::of).orElseGet(() -> Rights.of(group.role()));
                return new Answer.Known(new Operator(name, group.role(), rights));
            }
        }
        return new Answer.Refused();
    }

    private Set<String> groups(SearchResultEntry entry) {
        var groups = new HashSet<String>();
        var values = Optional.ofNullable(entry.getAttributeValues(place.groupAttribute()));
        for (var value : values.orElse(new String[0])) {
            try {
                groups.add(DN.normalize(value));
            } catch (LDAPException e) {
                // A group that is named otherwise than by its DN is none of ours.
            }
        }
        return groups;
    }

    /// For directories whose people do not know their groups: the group knows its people.
    private boolean member(LDAPConnection connection, String group, String dn, String typed) throws LDAPException {
        var filter = Filter.createORFilter(
                Filter.createEqualityFilter("member", dn),
                Filter.createEqualityFilter("uniqueMember", dn),
                Filter.createEqualityFilter("memberUid", typed.toLowerCase(Locale.ROOT)));
        return read(connection, group, filter, "1.1").isPresent();
    }

    private Optional<SearchResultEntry> read(LDAPConnection connection, String dn, Filter filter, String attribute)
            throws LDAPException {
        try {
            return connection.search(request(dn, SearchScope.BASE, filter, attribute)).getSearchEntries().stream()
                    .findFirst();
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
                    || e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// RFC 4514 §2.4: every character that could end the value, as its hexadecimal pair.
    static String escaped(String name) {
        var safe = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '@';
            boolean inner = c == ' ' && i > 0 && i < name.length() - 1;
            if (plain || inner) {
                safe.append(c);
            } else {
                for (byte b : String.valueOf(c).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                    safe.append(String.format(Locale.ROOT, "\\%02x", b));
                }
            }
        }
        return safe.toString();
    }
}
