package gatehouse.sip;

import javax.sip.ResponseEvent;

/// Who waits for the answers to a request of ours; it is the application data of the request's transaction. Called on
/// the stack's threads.
interface Awaiting {
    void answered(ResponseEvent event);

    /// No answer will come.
    void failed(Exception why);
}
