package gatehouse.darkroom.wire;

/// The kinds of messages. `HELLO` begins every connection; the others belong to the jobs named beside them.
public final class Say {
    /// Console: int job number, byte job kind (its ordinal), text name of the door.
    public static final int HELLO = 1;

    /// Console, DEVELOP and STILL: one coded picture, as `Units` writes it.
    public static final int UNIT = 2;

    /// Console, DEVELOP: a new print: int id, long capacity, text path of its sheets; its order follows.
    public static final int PRINT = 3;

    /// Console, DEVELOP: what a print shows: int id, int width and height of the box, four doubles of the part.
    public static final int ORDER = 4;

    /// Console, DEVELOP: a print is not wanted any more: int id.
    public static final int DROP = 5;

    /// Console, DEVELOP: how to save work: byte `Thrift`.
    public static final int THRIFT = 6;

    /// Console, DEVELOP and STILL: int degrees clockwise.
    public static final int TURN = 7;

    /// Console, STILL: no more pictures come, make it now.
    public static final int MAKE = 8;

    /// Darkroom, DEVELOP: one unit is through: byte `NOTHING` or `MADE` when it gave a picture, long the arrival of
    /// that picture, then the ids of the prints that have a new one. `REPRINTED` instead when prints were made anew
    /// without a unit.
    public static final int DONE = 20;

    public static final int NOTHING = 0;
    public static final int MADE = 1;
    public static final int REPRINTED = 2;

    /// Darkroom, DEVELOP: a print's file is mapped here too and may lose its name: int id.
    public static final int MAPPED = 21;

    /// Darkroom, STILL: int width, int height, long arrivedNanos, the JPEG.
    public static final int JPEG = 22;

    /// Darkroom, any job: it cannot be done: text why.
    public static final int SORRY = 23;

    /// Console, FILM: what film: int degrees clockwise, long begin in milliseconds since 1970, text path.
    public static final int SHOOT = 40;

    /// Console, FILM: one coded picture: long time and long duration in 1/90000 s, then as `Units` writes it.
    public static final int FRAME = 41;

    /// Console, FILM: no more pictures come.
    public static final int CUT = 42;

    /// Darkroom, FILM: what was asked last is done.
    public static final int SHOT = 43;

    /// Console, REEL: which film: text path.
    public static final int LOAD = 60;

    /// Darkroom, REEL: the film's length and when each picture is due, longs in 1/90000 s.
    public static final int LOADED = 61;

    /// Console, REEL: print this picture: int number. The print comes before, as with DEVELOP.
    public static final int SHOW = 62;

    /// Darkroom, REEL: the picture is on the sheet: int number.
    public static final int SHOWN = 63;

    private Say() {}
}
