package gatehouse.sip;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stack's own remarks, into our log and shortened: it likes to print whole datagrams. Without this class in place
/// before anything else of the stack is touched, it looks for log4j and fails.
///
/// Public only because the stack makes it by its name.
public final class StackLog implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("gatehouse.sip.stack");
    private static final int LONGEST = 300;

    /// The stack's loggers are one static field for the whole process; whoever comes first sets it.
    static void install() {
        CommonLogger.useLegacyLogger = true;
        if (CommonLogger.legacyLogger == null) {
            CommonLogger.legacyLogger = new StackLog();
        }
    }

    static String shortened(String text) {
        if (text == null) {
            return "";
        }
        String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return head.replaceAll("[\\p{Cntrl}]+", " ");
    }

    @Override
    public boolean isLoggingEnabled() {
        return true;
    }

    /// Below warnings the stack would build a string per message.
    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_WARN;
    }

    @Override
    public void logFatalError(String message) {
        LOG.warn("{}", shortened(message));
    }

    @Override
    public void logError(String message) {
        LOG.debug("{}", shortened(message));
    }

    /// What the network makes the stack complain about is not an error of ours.
    @Override
    public void logError(String message, Exception e) {
        LOG.debug("{}: {}", shortened(message), shortened(String.valueOf(e)));
    }

    @Override
    public void logException(Throwable e) {
        LOG.debug("{}", shortened(String.valueOf(e)), e);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("{}", shortened(message));
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception e) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
