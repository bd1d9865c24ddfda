package gatehouse;

import gatehouse.darkroom.Darkroom;
import gatehouse.desk.Happening;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Streams;
import gatehouse.site.Calls;
import gatehouse.site.Site;
import gatehouse.video.CallPicture;
import gatehouse.video.CallVideo;
import gatehouse.video.DoorVideo;
import gatehouse.video.Eye;
import gatehouse.video.Filming;
import gatehouse.video.Still;
import gatehouse.video.VideoEvent;
import gatehouse.video.VideoSettings;
import gatehouse.video.View;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// One warm video connection for each door of the site that has a camera; the others are seen in their calls. Safe for
/// any thread.
final class Cameras implements AutoCloseable {
    private record Watched(Door door, Eye video) {}

    private final Consumer<Happening> desk;
    private final Darkroom darkroom;
    private final Map<DoorId, Watched> watched = new HashMap<>(); // guarded by itself
    private final Map<DoorId, Duration> firstPictures = new ConcurrentHashMap<>();
    private boolean closed; // guarded by watched

    Cameras(Consumer<Happening> desk, Darkroom darkroom) {
        this.desk = desk;
        this.darkroom = darkroom;
    }

    /// Connects the doors that are new or have moved, lets go of those that are gone.
    void wire(Site site) {
        var gone = new HashMap<DoorId, Watched>();
        var settings = settings(site);
        synchronized (watched) {
            if (closed) {
                return;
            }
            gone.putAll(watched);
            for (var door : site.doors()) {
                var known = watched.get(door.id());
                if (known != null && known.door().camera().equals(door.camera())) {
                    gone.remove(door.id());
                } else {
                    watched.put(door.id(), new Watched(door, open(door, settings, site.calls())));
                }
            }
            gone.forEach(watched::remove);
        }
        gone.values().forEach(w -> w.video().close());
    }

    Optional<View> watch(DoorId door, int width, int height, boolean main) {
        return video(door).map(v -> v.watch(width, height, main));
    }

    Optional<Still> still(DoorId door) {
        return video(door).flatMap(Eye::still);
    }

    /// Begins a clip of the door, with what is in memory of the time before.
    Optional<Filming> film(DoorId door, Filming.Shelf shelf) {
        return video(door).map(v -> v.film(shelf));
    }

    void restart(DoorId door) {
        video(door).ifPresent(Eye::restart);
    }

    /// How long it took from the first connection to a door's first complete picture.
    Optional<Duration> firstPicture(DoorId door) {
        return Optional.ofNullable(firstPictures.get(door));
    }

    /// Where the picture of a call of this door is received: for a door without a camera of its own. The caller closes
    /// it with the call.
    Optional<CallPicture> inCall(DoorId door, InetAddress here) throws IOException {
        return video(door).orElse(null) instanceof CallVideo inCalls
                ? Optional.of(inCalls.await(here))
                : Optional.empty();
    }

    Optional<Eye> video(DoorId door) {
        synchronized (watched) {
            return Optional.ofNullable(watched.get(door)).map(Watched::video);
        }
    }

    @Override
    public void close() {
        Map<DoorId, Watched> all;
        synchronized (watched) {
            closed = true;
            all = Map.copyOf(watched);
            watched.clear();
        }
        all.values().parallelStream().forEach(w -> w.video().close());
    }

    private Eye open(Door door, VideoSettings settings, Calls calls) {
        return door.camera()
                .<Eye>map(camera -> fetched(door, camera, settings))
                .orElseGet(() -> inCalls(door, settings, calls));
    }

    private DoorVideo fetched(Door door, Streams camera, VideoSettings settings) {
        boolean warmsMain = DoorVideo.warmsMain(camera, settings);
        return DoorVideo.open(door.id().value(), camera, darkroom, settings, event -> told(door, event, warmsMain));
    }

    private CallVideo inCalls(Door door, VideoSettings settings, Calls calls) {
        var ports = new CallVideo.Ports(calls.firstRtpPort(), calls.lastRtpPort());
        return CallVideo.open(door.id().value(), ports, darkroom, settings, new CallVideo.Listener() {
            @Override
            public void comes() {
                desk.accept(new Happening.PictureLive(door.id(), Instant.now()));
            }

            @Override
            public void rests() {
                desk.accept(new Happening.PictureRests(door.id()));
            }
        });
    }

    private static VideoSettings settings(Site site) {
        var viewing = site.viewing();
        return VideoSettings.STANDARD.warming(
                viewing.preRoll(), viewing.warmBytes(), site.doors().size() <= viewing.warmMainDoors());
    }

    /// Only the warm stream says whether a door is seen; the other one comes and goes with whoever looks.
    private void told(Door door, VideoEvent event, boolean warmsMain) {
        if (event.main() != warmsMain) {
            return;
        }
        switch (event) {
            case VideoEvent.Up up -> {
                firstPictures.putIfAbsent(door.id(), up.firstPicture());
                desk.accept(new Happening.PictureLive(door.id(), Instant.now()));
            }
            case VideoEvent.Down down ->
                desk.accept(new Happening.PictureLost(
                        door.id(), down.trouble(), Optional.of(down.retryAt()), Instant.now()));
        }
    }
}
