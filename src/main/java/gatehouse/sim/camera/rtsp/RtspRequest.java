package gatehouse.sim.camera.rtsp;

import java.util.Map;
import java.util.Optional;

/// One request, RFC 2326 §6. Header names are in lower case.
record RtspRequest(String method, String uri, int cseq, Map<String, String> headers) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The first step of the path: `main` for `rtsp://host:554/main/trackID=0?x=1`.
    String stream() {
        return step(0);
    }

    /// Whether the address goes down to the one track, not only to the presentation.
    boolean namesTrack() {
        return step(1).equals(Sdp.TRACK);
    }

    private String step(int index) {
        int scheme = uri.indexOf("://");
        var path = scheme < 0 ? uri : uri.substring(scheme + 3);
        int query = path.indexOf('?');
        var steps = (query < 0 ? path : path.substring(0, query)).split("/", -1);
        return steps.length > index + 1 ? steps[index + 1] : "";
    }
}
