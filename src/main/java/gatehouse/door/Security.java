package gatehouse.door;

import java.util.List;

/// What opening a door takes beside the right to: the PIN of a second person, a reason, the name of the visitor.
/// `reasons` are those offered; another one can be typed.
public record Security(boolean consent, boolean reason, boolean visitor, List<String> reasons) {
    public static final Security USUAL = new Security(false, false, false, List.of());

    public Security {
        reasons = List.copyOf(reasons);
    }

    public boolean high() {
        return consent || reason || visitor;
    }
}
