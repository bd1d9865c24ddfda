package gatehouse.site;

import gatehouse.door.Login;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The part of a site file about the lock and the directory. Part of [SiteReader].
final class SecurityReader {
    private static final int LDAPS = 636;
    private static final int LDAP = 389;

    private final Marked marked;
    private final SiteReader reader;
    private final Map<String, OwnRole> roles;

    SecurityReader(Marked marked, SiteReader reader, Map<String, OwnRole> roles) {
        this.marked = marked;
        this.reader = reader;
        this.roles = roles;
    }

    Security security(JsonNode node, int inClear) throws SiteFault {
        return new Security(
                node.has("lockAfter")
                        ? SiteReader.time(node.path("lockAfter").asString())
                        : Security.STANDARD.lockAfter(),
                node.has("directory") ? Optional.of(directory(node.path("directory"))) : Optional.empty(),
                inClear);
    }

    private DirectoryPlace directory(JsonNode node) throws SiteFault {
        var at = "/security/directory";
        if (node.has("dn") == node.has("search")) {
            throw marked.fault(
                    at, "It is not clear how people are found there.", "Expected either \"dn\" or \"search\".");
        }
        boolean tls = node.path("encryption").asString("tls").equals("tls");
        var groups = new ArrayList<DirectoryPlace.GroupRole>();
        for (int i = 0; i < node.path("groups").size(); i++) {
            var group = node.path("groups").get(i);
            var word = group.path("role").asString();
            var own = Optional.ofNullable(roles.get(word));
            var role = StaffReader.ofEverySite(word);
            if (own.isEmpty() && role.isEmpty()) {
                throw StaffReader.noRole(marked, at + "/groups/" + i + "/role", word, roles);
            }
            groups.add(new DirectoryPlace.GroupRole(group.path("group").asString(), role.orElse(Role.GUARD), own));
        }
        return new DirectoryPlace(
                node.path("host").asString(),
                node.path("port").asInt(tls ? LDAPS : LDAP),
                tls ? DirectoryPlace.Encryption.TLS : DirectoryPlace.Encryption.STARTTLS,
                node.has("pin") ? Optional.of(node.path("pin").asString()) : Optional.empty(),
                way(at, node),
                node.path("groupAttribute").asString("memberOf"),
                groups,
                SiteReader.time(node.path("timeout").asString("2s")));
    }

    private DirectoryPlace.Way way(String at, JsonNode node) throws SiteFault {
        if (node.has("dn")) {
            return new DirectoryPlace.Way.Template(node.path("dn").asString());
        }
        var search = node.path("search");
        return new DirectoryPlace.Way.Search(
                search.path("base").asString(),
                search.path("filter").asString(),
                new Login(search.path("user").asString(""), reader.password(at + "/search", search)));
    }
}
