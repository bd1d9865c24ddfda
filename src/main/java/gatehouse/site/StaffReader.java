package gatehouse.site;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The part of a site file that says who may do what: door groups, roles, people. Part of [SiteReader].
final class StaffReader {
    private final Marked marked;
    private final SiteReader reader;
    private final Set<DoorId> doors;
    private final Map<String, DoorGroup> groups = new LinkedHashMap<>();

    StaffReader(Marked marked, SiteReader reader, List<Door> doors) {
        this.marked = marked;
        this.reader = reader;
        this.doors = doors.stream().map(Door::id).collect(Collectors.toSet());
    }

    List<DoorGroup> groups(JsonNode node) throws SiteFault {
        var ids = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/groups/" + i;
            var group = node.get(i);
            var id = group.path("id").asString();
            reader.once(ids, id, at + "/id", "group");
            var members = new LinkedHashSet<DoorId>();
            for (int j = 0; j < group.path("doors").size(); j++) {
                members.add(door(at + "/doors/" + j, group.path("doors").get(j).asString()));
            }
            groups.put(id, new DoorGroup(id, group.path("name").asString(id), members));
        }
        return List.copyOf(groups.values());
    }

    private DoorId door(String at, String id) throws SiteFault {
        var door = new DoorId(id);
        if (!doors.contains(door)) {
            throw marked.fault(at, "There is no door \"" + id + "\".", "Expected the id of a door of this file.");
        }
        return door;
    }

    Map<String, OwnRole> roles(JsonNode node) throws SiteFault {
        var roles = new LinkedHashMap<String, OwnRole>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/roles/" + i;
            var role = node.get(i);
            var id = role.path("id").asString();
            if (ofEverySite(id).isPresent() || roles.containsKey(id)) {
                throw marked.fault(at + "/id", "There is a role \"" + id + "\" already.", "Expected a new name.");
            }
            var parts = new ArrayList<OwnRole.Part>();
            parts.add(new OwnRole.Part(Optional.empty(), may(role.path("may")), back(role)));
            for (int j = 0; j < role.path("at").size(); j++) {
                var part = role.path("at").get(j);
                parts.add(new OwnRole.Part(
                        Optional.of(members(
                                at + "/at/" + j + "/group", part.path("group").asString())),
                        may(part.path("may")),
                        back(part)));
            }
            roles.put(id, new OwnRole(id, role.path("name").asString(id), parts));
        }
        return roles;
    }

    private Set<DoorId> members(String at, String group) throws SiteFault {
        var found = groups.get(group);
        if (found == null) {
            throw marked.fault(
                    at,
                    "There is no group \"" + group + "\".",
                    "Expected one of: " + String.join(", ", new TreeSet<>(groups.keySet())) + ".");
        }
        return found.doors();
    }

    private static Set<OwnRole.May> may(JsonNode words) {
        var may = EnumSet.noneOf(OwnRole.May.class);
        words.forEach(word -> may.add(OwnRole.May.of(word.asString())));
        return may;
    }

    private static Optional<Duration> back(JsonNode node) {
        return node.has("back") ? Optional.of(SiteReader.time(node.path("back").asString())) : Optional.empty();
    }

    List<Person> people(JsonNode node, Map<String, OwnRole> roles) throws SiteFault {
        var people = new ArrayList<Person>();
        var names = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/people/" + i;
            var person = node.get(i);
            var name = person.path("name").asString();
            reader.once(names, name.strip().toLowerCase(Locale.ROOT), at + "/name", "person");
            var word = person.path("role").asString();
            var own = Optional.ofNullable(roles.get(word));
            var role = ofEverySite(word);
            if (own.isEmpty() && role.isEmpty()) {
                throw noRole(marked, at + "/role", word, roles);
            }
            var duress = person.path("duress").asString("");
            if (!duress.isEmpty()
                    && !upToSalt(duress).equals(upToSalt(person.path("pin").asString("")))) {
                throw marked.fault(
                        at + "/duress",
                        "This duress PIN was not made together with the PIN.",
                        "Expected both from one run of \"gatehouse pin --duress\".");
            }
            people.add(new Person(
                    name,
                    role.orElse(Role.GUARD),
                    own,
                    person.path("pin").asString(""),
                    duress.isEmpty() ? Optional.empty() : Optional.of(duress),
                    Optional.empty()));
        }
        return people;
    }

    /// Both hashes are made with one salt, so that both are compared by one piece of work.
    private static String upToSalt(String hash) {
        return hash.substring(0, Math.max(hash.lastIndexOf('$'), 0));
    }

    static SiteFault noRole(Marked marked, String at, String word, Map<String, OwnRole> roles) {
        return marked.fault(
                at,
                "There is no role \"" + word + "\".",
                "Expected guard, supervisor, installer"
                        + (roles.isEmpty() ? "." : ", or " + String.join(", ", roles.keySet()) + "."));
    }

    static Optional<Role> ofEverySite(String word) {
        for (var role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
