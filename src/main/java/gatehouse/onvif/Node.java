package gatehouse.onvif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One element of an answer. Names are compared by their local part only: devices invent prefixes, forget to declare
/// them, and use the namespaces of other versions.
///
/// Confined to the thread that reads the answer.
final class Node {
    private final String qualified;
    private final Node parent; // null for the root
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Node(String qualified, Node parent) {
        this.qualified = qualified;
        this.parent = parent;
        if (parent != null) {
            parent.children.add(this);
        }
    }

    void put(String name, String value) {
        attributes.put(name, value);
    }

    void append(String more) {
        text.append(more);
    }

    Optional<Node> parent() {
        return Optional.ofNullable(parent);
    }

    String local() {
        return local(qualified);
    }

    static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    boolean named(String local) {
        return local().equalsIgnoreCase(local);
    }

    List<Node> children() {
        return List.copyOf(children);
    }

    List<Node> children(String local) {
        return children.stream().filter(c -> c.named(local)).toList();
    }

    /// The first child of a child of ... with these names.
    Optional<Node> at(String... path) {
        var here = Optional.of(this);
        for (var step : path) {
            here = here.flatMap(
                    n -> n.children.stream().filter(c -> c.named(step)).findFirst());
        }
        return here;
    }

    /// The first element of that name, at any depth.
    Optional<Node> anywhere(String local) {
        for (var child : children) {
            if (child.named(local)) {
                return Optional.of(child);
            }
            var below = child.anywhere(local);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }

    /// The text at that path, trimmed; empty where there is none.
    String text(String... path) {
        return at(path).map(n -> n.text.toString().strip()).orElse("");
    }

    String attribute(String local) {
        return attributes.entrySet().stream()
                .filter(a -> local(a.getKey()).equalsIgnoreCase(local))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    int number(String... path) {
        try {
            return (int) Math.clamp(Double.parseDouble(text(path)), 0, 1_000_000);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// What a prefix stands for here; empty when the device forgot to declare it.
    String namespace(String prefix) {
        var declared = attributes.get(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix);
        if (declared != null) {
            return declared;
        }
        return parent == null ? "" : parent.namespace(prefix);
    }

    private String ownNamespace() {
        int colon = qualified.indexOf(':');
        return namespace(colon < 0 ? "" : qualified.substring(0, colon));
    }

    /// This element as it can stand in another envelope, with its namespace written beside it. `extra` goes into the
    /// start tag of the outermost element.
    String copied(String extra) {
        var out = new StringBuilder("<").append(local());
        var namespace = ownNamespace();
        out.append(" xmlns=\"").append(Xml.escaped(namespace)).append('"').append(extra);
        attributes.forEach((name, value) -> {
            if (!name.contains(":") && !name.equals("xmlns")) {
                out.append(' ')
                        .append(name)
                        .append("=\"")
                        .append(Xml.escaped(value))
                        .append('"');
            }
        });
        out.append('>').append(Xml.escaped(text.toString().strip()));
        children.forEach(c -> out.append(c.copied("")));
        return out.append("</").append(local()).append('>').toString();
    }
}
