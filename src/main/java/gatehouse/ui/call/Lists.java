package gatehouse.ui.call;

/// The lists that can be opened beside the face.
interface Lists {
    void handOver();

    void askFirst();

    void reasons();

    void announcements();

    void devices();
}
