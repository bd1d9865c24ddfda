package gatehouse.sip;

/// How a SIP INFO says a tone. Both are older than any standard; a door station knows one of them or both.
public enum ToneBody {
    /// `application/dtmf-relay`: the tone and its length.
    RELAY,
    /// `application/dtmf`: the tone alone.
    BARE
}
