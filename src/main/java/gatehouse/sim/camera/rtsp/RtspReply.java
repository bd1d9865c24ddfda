package gatehouse.sim.camera.rtsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One reply, RFC 2326 §7, built line by line. Confined to the connection's thread until it is put into the [Outbox].
final class RtspReply {
    private final int status;
    private final List<String> headers = new ArrayList<>();
    private String body = "";

    private RtspReply(int status) {
        this.status = status;
    }

    static RtspReply of(int status, int cseq) {
        return new RtspReply(status).with("CSeq", Integer.toString(cseq)).with("Server", "Gatehouse simulated door");
    }

    RtspReply with(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    RtspReply body(String type, String text) {
        body = text;
        return with("Content-Type", type)
                .with("Content-Length", Integer.toString(text.getBytes(StandardCharsets.UTF_8).length));
    }

    int status() {
        return status;
    }

    byte[] bytes() {
        var text = new StringBuilder("RTSP/1.0 ")
                .append(status)
                .append(' ')
                .append(reason())
                .append("\r\n");
        headers.forEach(h -> text.append(h).append("\r\n"));
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 408 -> "Request Time-out";
            case 413 -> "Request Entity Too Large";
            case 453 -> "Not Enough Bandwidth";
            case 454 -> "Session Not Found";
            case 455 -> "Method Not Valid in This State";
            case 459 -> "Aggregate Operation Not Allowed";
            case 461 -> "Unsupported Transport";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "RTSP Version Not Supported";
            case 551 -> "Option not supported";
            default -> "Status";
        };
    }
}
