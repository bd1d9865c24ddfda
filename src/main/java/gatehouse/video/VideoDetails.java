package gatehouse.video;

import java.util.List;

/// Everything there is to say about a door's video: each stream that is connected or wanted, and how many connections
/// to the station are open.
public record VideoDetails(List<StreamInfo> streams, int connections) {
    public VideoDetails {
        streams = List.copyOf(streams);
    }
}
