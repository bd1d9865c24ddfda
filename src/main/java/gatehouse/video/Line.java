package gatehouse.video;

/// A connection to one stream and those who look at it.
record Line(Camera camera, Screening screening) implements AutoCloseable {
    StreamInfo info() {
        return camera.info().withLatency(screening.latency());
    }

    @Override
    public void close() {
        camera.close();
        screening.close();
    }
}
