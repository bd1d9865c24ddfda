package gatehouse.history;

import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/// Whether a failure of H2 means that its file is broken or half made: then it is built anew. Any other failure may
/// pass by itself.
final class Corruption {
    private Corruption() {}

    static boolean isIn(Throwable failure) {
        if (HistoryFault.isFull(failure)) {
            return false;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            boolean broken = switch (t) {
                case SQLException sql -> isBroken(sql);
                case MVStoreException store -> isBroken(store);
                default -> false;
            };
            if (broken) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBroken(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 -> true;
            default -> false;
        };
    }

    private static boolean isBroken(MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_UNSUPPORTED_FORMAT,
                    DataUtils.ERROR_BLOCK_NOT_FOUND -> true;
            default -> false;
        };
    }
}
