package gatehouse.site;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Door;
import gatehouse.door.DoorId;
import java.util.List;
import java.util.Optional;

/// What stands where and who may do what. Immutable; a change makes a new site. `simulated` sites carry the banner.
public record Site(
        String name,
        Calls calls,
        Viewing viewing,
        List<Door> doors,
        List<DoorGroup> groups,
        List<Person> people,
        Security security,
        boolean simulated,
        List<OpenHours> openHours,
        Optional<NewsPlace> news) {
    public Site {
        requireNonNull(name);
        requireNonNull(calls);
        requireNonNull(viewing);
        doors = List.copyOf(doors);
        groups = List.copyOf(groups);
        people = List.copyOf(people);
        requireNonNull(security);
        openHours = List.copyOf(openHours);
        requireNonNull(news);
    }

    /// No door is held open by a schedule, and nobody else is told anything.
    public Site(
            String name,
            Calls calls,
            Viewing viewing,
            List<Door> doors,
            List<DoorGroup> groups,
            List<Person> people,
            Security security,
            boolean simulated) {
        this(name, calls, viewing, doors, groups, people, security, simulated, List.of(), Optional.empty());
    }

    public Site(String name, Calls calls, List<Door> doors, List<Person> people, boolean simulated) {
        this(name, calls, Viewing.STANDARD, doors, List.of(), people, Security.STANDARD, simulated);
    }

    public Site with(Calls others) {
        return new Site(name, others, viewing, doors, groups, people, security, simulated, openHours, news);
    }

    public Site withDoors(List<Door> others) {
        return new Site(name, calls, viewing, others, groups, people, security, simulated, openHours, news);
    }

    public Site withPeople(List<Person> others) {
        return new Site(name, calls, viewing, doors, groups, others, security, simulated, openHours, news);
    }

    public Site withOpenHours(List<OpenHours> others) {
        return new Site(name, calls, viewing, doors, groups, people, security, simulated, others, news);
    }

    public Site withNews(NewsPlace place) {
        return new Site(
                name, calls, viewing, doors, groups, people, security, simulated, openHours, Optional.of(place));
    }

    public Optional<DoorGroup> group(String id) {
        return groups.stream().filter(g -> g.id().equals(id)).findFirst();
    }

    public Optional<Door> door(DoorId id) {
        return doors.stream().filter(d -> d.id().equals(id)).findFirst();
    }
}
