package gatehouse.sim.onvif;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One element of a message that was read: names by namespace, trimmed text, and the prefixes in force there, because
/// ONVIF puts qualified names into text.
record Element(
        String namespace,
        String name,
        Map<String, String> attributes,
        Map<String, String> prefixes,
        String text,
        List<Element> children) {
    Optional<Element> child(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).findFirst();
    }

    /// The first element of this local name below here, however deep.
    Optional<Element> find(String wanted) {
        for (var child : children) {
            if (child.name.equals(wanted)) {
                return Optional.of(child);
            }
            var deeper = child.find(wanted);
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
    }

    /// The text of the first such element below here, or the empty text.
    String textOf(String wanted) {
        return find(wanted).map(Element::text).orElse("");
    }

    String attribute(String wanted) {
        return attributes.getOrDefault(wanted, "");
    }

    /// `dn:NetworkVideoTransmitter` as `{namespace}NetworkVideoTransmitter`.
    String resolve(String qualified) {
        int colon = qualified.indexOf(':');
        String prefix = colon < 0 ? "" : qualified.substring(0, colon);
        return "{" + prefixes.getOrDefault(prefix, "") + "}" + qualified.substring(colon + 1);
    }
}
