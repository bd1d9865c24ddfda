package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.site.Person;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to the desk itself. A few wrong PINs cost nothing, each further one doubles the wait ([Pace]). A name that
/// does not exist costs the same work and the same waits as one that does. People of the site come first; who is not
/// among them is asked for in the directory, so that the people of the site get in also while it is away.
///
/// Safe for any thread; one attempt at a time, so that the memory of Argon2 is taken once. It blocks for the third of a
/// second that a hash takes: not for the JavaFX thread.
public final class LogIn {
    private static final Logger LOG = LoggerFactory.getLogger(LogIn.class);

    /// What became of an attempt.
    public sealed interface Result {
        /// `duress`: it was the PIN that is given to somebody who forces it. Nobody may see a difference at the desk.
        record Welcome(Operator operator, boolean duress) implements Result {
            public Welcome {
                requireNonNull(operator);
            }
        }

        /// Name and PIN do not belong together, or nobody could say so: then `why` does. The next try of this name is
        /// looked at after `pause`, zero at first.
        record Wrong(Duration pause, Optional<String> why) implements Result {
            public Wrong {
                requireNonNull(pause);
                requireNonNull(why);
            }

            public Wrong(Duration pause) {
                this(pause, Optional.empty());
            }
        }

        /// Not looked at: this name, or this workstation, has to wait so much longer.
        record Wait(Duration left) implements Result {
            public Wait {
                requireNonNull(left);
            }
        }
    }

    /// Where it is written down: `history::keep`.
    @FunctionalInterface
    public interface Diary {
        void keep(Event event) throws HistoryFault;
    }

    private final People people;
    private final Directory directory;
    private final Diary diary;
    private final Pace pace; // guarded by this

    public LogIn(People people, Directory directory, Diary diary) {
        this(people, directory, diary, System::nanoTime);
    }

    public LogIn(List<Person> people, Diary diary) {
        this(People.of(people), Directory.NONE, diary);
    }

    /// `nanos` is a monotonic clock.
    LogIn(List<Person> people, Diary diary, LongSupplier nanos) {
        this(People.of(people), Directory.NONE, diary, nanos);
    }

    LogIn(People people, Directory directory, Diary diary, LongSupplier nanos) {
        this.people = requireNonNull(people);
        this.directory = requireNonNull(directory);
        this.diary = requireNonNull(diary);
        this.pace = new Pace(nanos);
    }

    /// Somebody sits down at a desk where nobody sits.
    public Result attempt(String name, Secret pin) {
        return attempt(name, pin, Optional.empty());
    }

    /// Somebody wants to sit down where `sitting` sits: the same person again after a lock, or another one.
    public Result attempt(String name, Secret pin, Optional<String> sitting) {
        return attempt(name, pin, (Operator operator) -> satDown(operator, sitting));
    }

    /// Somebody shows who they are without sitting down: the second person who agrees to an opening. The waits, the
    /// work and the refusals on record are those of a log-in; what comes of a right PIN is for the caller to record.
    public Result check(String name, Secret pin) {
        return attempt(name, pin, (Operator operator) -> {});
    }

    private synchronized Result attempt(String name, Secret pin, Consumer<Operator> welcomed) {
        var key = People.key(name);
        var left = pace.left(key);
        if (left.isPositive()) {
            return new Result.Wait(left);
        }
        var person = people.find(key);
        if (person.isEmpty()) {
            switch (directory.ask(name.strip(), pin)) {
                case Directory.Answer.Known known -> {
                    return welcome(key, known.operator(), false, welcomed);
                }
                case Directory.Answer.Unreachable unreachable -> {
                    LOG.warn("The directory did not answer: {}", unreachable.why());
                    return new Result.Wrong(
                            Duration.ZERO,
                            Optional.of("The directory does not answer. People with a PIN of this site can log in."));
                }
                case Directory.Answer.Refused refused -> {}
            }
        }
        var match = Pins.match(
                pin, person.map(Person::pinHash).orElseGet(this::nobody), person.flatMap(Person::duressHash));
        if (match != Pins.Match.NONE && person.isPresent()) {
            rehash(person.get(), pin);
            return welcome(key, Operator.of(person.get()), match == Pins.Match.DURESS, welcomed);
        }
        int count = pace.wrong(key);
        // What was typed as a name may have been the PIN: only a name that exists is written down.
        String who = person.map(Person::name).orElse("An unknown name");
        var event = Event.now(Kind.LOGIN_REFUSED, who + " was refused: wrong name or PIN")
                .withFact("tries", Integer.toString(count));
        say(person.map(p -> event.withOperator(p.name())).orElse(event));
        return new Result.Wrong(Pace.waitAfter(count));
    }

    private Result welcome(String key, Operator operator, boolean duress, Consumer<Operator> welcomed) {
        pace.right(key);
        welcomed.accept(operator);
        return new Result.Welcome(operator, duress);
    }

    /// A hash of another strength than today's is made anew, now that the PIN is here. Not when there is a second PIN,
    /// which is not here: both must share a salt. Then it waits until the PINs are changed.
    private void rehash(Person person, Secret pin) {
        if (person.shownPin().isPresent()
                || person.duressHash().isPresent()
                || Pins.costOf(person.pinHash()).equals(Cost.FULL)) {
            return;
        }
        try {
            people.put(new Person(
                    person.name(), person.role(), person.own(), Pins.hash(pin), Optional.empty(), Optional.empty()));
        } catch (IOException e) {
            LOG.warn("The hash of {} stays as it was: {}", person.name(), e.getMessage());
        }
    }

    /// The same words for a PIN given under duress: this line of the history can be read at the desk.
    private void satDown(Operator operator, Optional<String> sitting) {
        Event event;
        if (sitting.isEmpty()) {
            event = Event.now(Kind.LOGGED_IN, operator.name() + " logged in as " + spoken(operator));
        } else if (sitting.get().equals(operator.name())) {
            event = Event.now(Kind.UNLOCKED, operator.name() + " unlocked the desk");
        } else {
            event = Event.now(
                            Kind.SWITCHED,
                            operator.name() + " took the desk from " + sitting.get() + ", as " + spoken(operator))
                    .withFact("from", sitting.get());
        }
        say(event.withOperator(operator.name()).withFact("role", operator.role().name()));
    }

    static Duration waitAfter(int failures) {
        return Pace.waitAfter(failures);
    }

    /// A guard must get to the doors also while the history cannot be written; the lamp tells of that.
    private void say(Event event) {
        try {
            diary.keep(event);
        } catch (HistoryFault e) {
            LOG.warn("Not in the history: {} ({})", event.sentence(), e.getMessage());
        }
    }

    private static String spoken(Operator operator) {
        return operator.role().name().toLowerCase(Locale.ROOT);
    }

    private String nobody() {
        return Pins.ofNobody(people.all().stream()
                .map(Person::pinHash)
                .filter(Pins::isHash)
                .map(Pins::costOf)
                .max(Comparator.comparingLong(cost -> (long) cost.memory() * cost.passes()))
                .orElse(Cost.DEMO));
    }
}
