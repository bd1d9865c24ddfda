package gatehouse.desk;

import java.time.Instant;
import java.util.Optional;

/// Courses that no call has run, for the screens.
public final class Courses {
    private final Course.Changed course = Course.RANG.change();

    public static Courses rang(int times) {
        var courses = new Courses();
        courses.course.rings = times;
        return courses;
    }

    /// This desk called.
    public static Courses called() {
        var courses = new Courses();
        courses.course.outgoing = true;
        return courses;
    }

    public Courses unrung(String why) {
        course.unrung = Optional.of(why);
        return this;
    }

    public Courses heldThere() {
        course.heldThere = true;
        return this;
    }

    public Courses transfer(Transfer.Stage stage, String name, String words) {
        course.transfer = Optional.of(new Transfer(Transfer.How.BLIND, name, name, stage, words, Instant.now()));
        return this;
    }

    public Courses announcing(String announcement) {
        course.announcing = Optional.of(announcement);
        return this;
    }

    public Courses sounding(Sounding sounding) {
        course.sounding = Optional.of(sounding);
        return this;
    }

    public Courses forwardAt(Instant at) {
        course.forwardAt = Optional.of(at);
        return this;
    }

    public Course done() {
        return course.done();
    }
}
