package gatehouse.operator;

import gatehouse.door.Secret;
import gatehouse.site.Person;
import gatehouse.site.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What can be changed about the people at the desk itself: the first administrator, one's own PIN, who may log in, and
/// the way back in. Each answers what is wrong, or nothing when it is done.
///
/// Safe for any thread; it blocks for as long as a hash takes.
public final class Staffing {
    public static final int LONGEST_NAME = 60;
    private static final int MOST = 200;

    private final People people;
    private final LogIn logIn;
    private final Recovery recovery;

    public Staffing(People people, LogIn logIn) {
        this.people = people;
        this.logIn = logIn;
        this.recovery = new Recovery(people);
    }

    public People people() {
        return people;
    }

    public Recovery recovery() {
        return recovery;
    }

    /// Only while there is nobody who could log in: the first person is an installer, who may add the others.
    public synchronized Optional<String> first(String name, Secret pin) {
        if (!people.all().isEmpty()) {
            return Optional.of("There are people here already. Log in as one of them.");
        }
        return save(name, Role.INSTALLER, pin);
    }

    /// Somebody new, or a new PIN for somebody who was added here.
    public synchronized Optional<String> add(String name, Role role, Secret pin) {
        if (people.all().size() >= MOST) {
            return Optional.of("There are " + MOST + " people already.");
        }
        if (people.find(name).isPresent() && !people.addedHere(name)) {
            return Optional.of(name + " stands in the site file.");
        }
        return save(name, role, pin);
    }

    public synchronized Optional<String> remove(String name) {
        try {
            return people.remove(name) ? Optional.empty() : Optional.of(name + " stands in the site file.");
        } catch (IOException e) {
            return Optional.of(notWritten(e));
        }
    }

    /// One's own: the present PIN is asked for once more, with the waits of a log-in. Without `duress` there is no PIN
    /// for duress afterwards.
    public synchronized Optional<String> change(String name, Secret now, Secret next, Optional<Secret> duress) {
        switch (logIn.check(name, now)) {
            case LogIn.Result.Welcome welcome -> {}
            case LogIn.Result.Wrong wrong -> {
                return Optional.of("That is not the present PIN.");
            }
            case LogIn.Result.Wait wait -> {
                return Optional.of("Too many wrong PINs. Try again in "
                        + Math.max(1, wait.left().toSeconds()) + " s.");
            }
        }
        var person = people.find(name);
        if (person.isEmpty()) {
            return Optional.of("This PIN belongs to the company's directory and is changed there.");
        }
        if (person.get().shownPin().isPresent()) {
            return Optional.of("The PINs of the demo site stand on its screen and stay as they are.");
        }
        if (duress.filter(next::equals).isPresent()) {
            return Optional.of("The PIN for duress must be another one.");
        }
        var fault = fault(next, name).or(() -> duress.flatMap(pin -> fault(pin, name)));
        return fault.isPresent() ? fault : put(person.get(), next, duress);
    }

    /// The recovery file opens this one door: an installer of this name with this PIN.
    public synchronized Optional<String> recover(Path file, String name, Secret pin) {
        var fault = check(name, pin);
        if (fault.isPresent()) {
            return fault;
        }
        if (people.find(name).isPresent() && !people.addedHere(name)) {
            return Optional.of(name + " stands in the site file. Take another name.");
        }
        try {
            if (!recovery.use(file)) {
                return Optional.of("This is not the recovery file of this console, or it was used already.");
            }
        } catch (IOException e) {
            return Optional.of("The file cannot be read: " + e.getMessage());
        }
        return save(name, Role.INSTALLER, pin);
    }

    private Optional<String> check(String name, Secret pin) {
        return name.isBlank() || name.strip().length() > LONGEST_NAME
                ? Optional.of("A name has 1 to " + LONGEST_NAME + " characters.")
                : fault(pin, name);
    }

    private static Optional<String> fault(Secret pin, String name) {
        return PinRules.fault(pin, name).map(PinRules.Fault::words);
    }

    private Optional<String> save(String name, Role role, Secret pin) {
        var fault = check(name, pin);
        return fault.isPresent()
                ? fault
                : put(new Person(name.strip(), role, "", Optional.empty()), pin, Optional.empty());
    }

    private Optional<String> put(Person person, Secret pin, Optional<Secret> duress) {
        var hash = Pins.hash(pin);
        try {
            people.put(new Person(
                    person.name(),
                    person.role(),
                    person.own(),
                    hash,
                    duress.map(second -> Pins.hashBeside(hash, second)),
                    Optional.empty()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(notWritten(e));
        }
    }

    private static String notWritten(IOException e) {
        return "It could not be written down: " + e.getMessage();
    }
}
