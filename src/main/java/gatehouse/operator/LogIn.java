package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.history.HistoryFault;
import gatehouse.history.Kind;
import gatehouse.site.Person;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door to the desk itself. Two wrong PINs cost nothing, each further one doubles the wait of that name up to a
/// minute; nobody is locked out for good, because then a stranger could lock out the guard. A name that does not exist
/// costs the same work and the same waits as one that does.
///
/// Safe for any thread; one attempt at a time, so that the memory of Argon2 is taken once. It blocks for the third of a
/// second that a hash takes: not for the JavaFX thread.
public final class LogIn {
    private static final Logger LOG = LoggerFactory.getLogger(LogIn.class);
    private static final int FREE_TRIES = 2;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int MOST_NAMES = 1_000;
    private static final int LONGEST_NAME = 100;

    /// What became of an attempt.
    public sealed interface Result {
        /// `duress`: it was the PIN that is given to somebody who forces it. Nobody may see a difference at the desk.
        record Welcome(Operator operator, boolean duress) implements Result {
            public Welcome {
                requireNonNull(operator);
            }
        }

        /// Name and PIN do not belong together. The next try of this name is looked at after `pause`, zero at first.
        record Wrong(Duration pause) implements Result {
            public Wrong {
                requireNonNull(pause);
            }
        }

        /// Not looked at: this name has to wait so much longer.
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

    private record Failures(int count, long waitUntil) {}

    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Diary diary;
    private final LongSupplier nanos;
    private final String nobody;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) { // guarded by this
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MOST_NAMES;
                }
            };

    public LogIn(List<Person> people, Diary diary) {
        this(people, diary, System::nanoTime);
    }

    /// `nanos` is a monotonic clock.
    LogIn(List<Person> people, Diary diary, LongSupplier nanos) {
        people.forEach(person -> this.people.put(key(person.name()), person));
        this.diary = requireNonNull(diary);
        this.nanos = requireNonNull(nanos);
        this.nobody = Pins.ofNobody(costliest(people));
    }

    /// Somebody wants to sit down here.
    public Result attempt(String name, Secret pin) {
        return attempt(name, pin, this::loggedIn);
    }

    /// Somebody shows who they are without sitting down: the second person who agrees to an opening. The waits, the
    /// work and the refusals on record are those of a log-in; what comes of a right PIN is for the caller to record.
    public Result check(String name, Secret pin) {
        return attempt(name, pin, welcome -> {});
    }

    private synchronized Result attempt(String name, Secret pin, Consumer<Operator> welcomed) {
        String key = key(name);
        var before = Optional.ofNullable(failures.get(key)).orElse(new Failures(0, nanos.getAsLong()));
        long left = before.waitUntil() - nanos.getAsLong();
        if (left > 0) {
            return new Result.Wait(Duration.ofNanos(left));
        }
        var person = Optional.ofNullable(people.get(key));
        var match = Pins.match(pin, person.map(Person::pinHash).orElse(nobody), person.flatMap(Person::duressHash));
        if (match != Pins.Match.NONE && person.isPresent()) {
            failures.remove(key);
            var operator = Operator.of(person.get());
            welcomed.accept(operator);
            return new Result.Welcome(operator, match == Pins.Match.DURESS);
        }
        int count = before.count() + 1;
        Duration wait = waitAfter(count);
        failures.put(key, new Failures(count, nanos.getAsLong() + wait.toNanos()));
        // What was typed as a name may have been the PIN: only a name that exists is written down.
        String who = person.map(Person::name).orElse("An unknown name");
        var event = Event.now(Kind.LOGIN_REFUSED, who + " was refused: wrong name or PIN")
                .withFact("tries", Integer.toString(count));
        say(person.map(p -> event.withOperator(p.name())).orElse(event));
        return new Result.Wrong(wait);
    }

    /// The same words for a PIN given under duress: this line of the history can be read at the desk.
    private void loggedIn(Operator operator) {
        say(Event.now(Kind.LOGGED_IN, operator.name() + " logged in as " + spoken(operator))
                .withOperator(operator.name())
                .withFact("role", operator.role().name()));
    }

    static Duration waitAfter(int failures) {
        if (failures <= FREE_TRIES) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE_TRIES - 1, 16));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
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

    private static String key(String name) {
        String typed = name.strip();
        return (typed.length() > LONGEST_NAME ? typed.substring(0, LONGEST_NAME) : typed).toLowerCase(Locale.ROOT);
    }

    private static Cost costliest(List<Person> people) {
        return people.stream()
                .map(Person::pinHash)
                .filter(Pins::isHash)
                .map(Pins::costOf)
                .max(Comparator.comparingLong(cost -> (long) cost.memory() * cost.passes()))
                .orElse(Cost.DEMO);
    }
}
