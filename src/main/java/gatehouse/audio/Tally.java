package gatehouse.audio;

/// What was counted of the door's packets: `expected` by their numbers, `heard` and `concealed` as they were played.
record Tally(
        long expected,
        long received,
        long late,
        long duplicates,
        long heard,
        long concealed,
        long ignored,
        long unfit) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

    Tally plus(Tally more) {
        return new Tally(
                expected + more.expected,
                received + more.received,
                late + more.late,
                duplicates + more.duplicates,
                heard + more.heard,
                concealed + more.concealed,
                ignored + more.ignored,
                unfit + more.unfit);
    }

    long lost() {
        return Math.max(0, expected - received);
    }
}
