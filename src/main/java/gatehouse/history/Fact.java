package gatehouse.history;

/// The names of the facts that the history itself reads. An event may carry others; these make the visit's sentence.
public final class Fact {
    /// The command id of one unlock: on its intent and on its result.
    public static final String COMMAND = "command";

    /// What was asked to open, as its button says: `Gate`.
    public static final String OUTPUT = "output";

    /// How it was asked: `HTTP`, `DTMF`, `ONVIF relay`.
    public static final String METHOD = "method";

    /// The ways that an opening did not take, and why.
    public static final String NOT_USED = "notUsed";

    /// Who refused: console, device or nobody (was reached).
    public static final String REFUSED_BY = "refusedBy";

    /// What became of an unlock: [Outcome#fact()].
    public static final String OUTCOME = "outcome";

    /// Why, in a few words.
    public static final String REASON = "reason";

    /// For whom a door of high security was opened, who stood by it, and what else was said.
    public static final String VISITOR = "visitor";

    public static final String SECOND = "second";

    public static final String REMARK = "remark";

    /// Why, as the person at the desk said.
    public static final String GROUNDS = "grounds";

    /// Which stage of an opening: `relay`, `opened`, `closed`.
    public static final String STAGE = "stage";

    /// Which mode a door was given, and until when.
    public static final String MODE = "mode";

    public static final String UNTIL = "until";

    /// Which other desk answered.
    public static final String DESK = "desk";

    /// Which call began a clip that other calls are seen in too.
    public static final String CLIP_OF = "clipOf";

    /// Which damage a TROUBLE tells of, so that it is told once.
    static final String DAMAGE = "damage";

    private Fact() {}
}
