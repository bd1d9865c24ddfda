package gatehouse.history;

/// The short words beside a visit, in the order they are shown. `text` is what stands there in English.
public enum Badge {
    OPENED_CONFIRMED("opened · confirmed"),
    OPENED_ACCEPTED("opened · accepted"),
    NOT_CONFIRMED("not confirmed"),
    REFUSED("refused"),
    OUTCOME_UNKNOWN("outcome unknown"),
    MISSED("missed"),
    ANSWERED_ELSEWHERE("answered elsewhere"),
    DECLINED("declined"),
    UNKNOWN_CALLER("unknown caller"),
    TROUBLE("trouble"),
    NOTE("note");

    private final String text;

    Badge(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
