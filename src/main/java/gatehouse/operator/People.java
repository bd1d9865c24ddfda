package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.site.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who may log in: the people of the site file, with the PINs that they chose since, and those who were added at this
/// desk. What was changed here lies in a file of its own beside the history, because a program that rewrites the
/// installer's YAML will one day spoil it (docs/decisions/0012). A PIN that the installer changes in the site file
/// later
/// counts again.
///
/// Safe for any thread. `open` reads; a change is durable when it returns.
public final class People {
    private static final int LONGEST_NAME = 100;

    private final Optional<PeopleFile> file;
    private final Map<String, Person> ofSite = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Kept> kept = new LinkedHashMap<>(); // guarded by this
    private Optional<String> recovery = Optional.empty(); // guarded by this

    /// What the file knows of somebody. `instead` is the fingerprint of the site file's hash that this PIN took the
    /// place
    /// of; somebody who stands in no site file has none.
    record Kept(Person person, Optional<String> instead) {
        Kept {
            requireNonNull(person);
            requireNonNull(instead);
        }
    }

    private People(Optional<PeopleFile> file, List<Person> ofSite) {
        this.file = file;
        site(ofSite);
    }

    /// For a site whose people's PINs stand on the screen: nothing of it is kept.
    public static People of(List<Person> people) {
        return new People(Optional.empty(), people);
    }

    public static People open(Path folder, List<Person> ofSite) throws IOException {
        var file = new PeopleFile(folder.resolve("people.json"));
        var people = new People(Optional.of(file), ofSite);
        file.read(people.kept::put, hash -> people.recovery = Optional.of(hash));
        return people;
    }

    /// The site file was read again.
    public synchronized void site(List<Person> people) {
        ofSite.clear();
        people.forEach(person -> ofSite.put(key(person.name()), person));
    }

    public synchronized List<Person> all() {
        var all = new LinkedHashMap<String, Person>();
        ofSite.forEach((key, person) -> all.put(key, now(key, person)));
        kept.forEach((key, entry) -> {
            if (entry.instead().isEmpty()) {
                all.putIfAbsent(key, entry.person());
            }
        });
        return new ArrayList<>(all.values());
    }

    public synchronized Optional<Person> find(String name) {
        var key = key(name);
        var here = ofSite.get(key);
        if (here != null) {
            return Optional.of(now(key, here));
        }
        return Optional.ofNullable(kept.get(key))
                .filter(entry -> entry.instead().isEmpty())
                .map(Kept::person);
    }

    private Person now(String key, Person person) {
        var entry = kept.get(key);
        return entry != null && entry.instead().equals(Optional.of(PeopleFile.fingerprint(person.pinHash())))
                ? new Person(
                        person.name(),
                        person.role(),
                        person.own(),
                        entry.person().pinHash(),
                        entry.person().duressHash(),
                        person.shownPin())
                : person;
    }

    /// Whether somebody was added at this desk and stands in no site file.
    public synchronized boolean addedHere(String name) {
        return !ofSite.containsKey(key(name)) && kept.containsKey(key(name));
    }

    /// Somebody's new PIN, or somebody new.
    public synchronized void put(Person person) throws IOException {
        var key = key(person.name());
        var was = Optional.ofNullable(kept.get(key));
        var here = Optional.ofNullable(ofSite.get(key));
        kept.put(key, new Kept(person, here.map(p -> PeopleFile.fingerprint(p.pinHash()))));
        save(() -> was.ifPresentOrElse(entry -> kept.put(key, entry), () -> kept.remove(key)));
    }

    /// Only somebody who was added here can be removed here.
    public synchronized boolean remove(String name) throws IOException {
        if (!addedHere(name)) {
            return false;
        }
        var was = kept.remove(key(name));
        save(() -> kept.put(key(name), was));
        return true;
    }

    /// The fingerprint of the recovery file that would be taken, see [Recovery].
    synchronized Optional<String> recovery() {
        return recovery;
    }

    synchronized void recovery(Optional<String> fingerprint) throws IOException {
        var was = recovery;
        recovery = fingerprint;
        save(() -> recovery = was);
    }

    private void save(Runnable undo) throws IOException {
        if (file.isPresent()) {
            try {
                file.get().write(kept.values(), recovery);
            } catch (IOException e) {
                undo.run();
                throw e;
            }
        }
    }

    static String key(String name) {
        var typed = name.strip();
        return (typed.length() > LONGEST_NAME ? typed.substring(0, LONGEST_NAME) : typed).toLowerCase(Locale.ROOT);
    }
}
