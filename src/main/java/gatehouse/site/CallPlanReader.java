package gatehouse.site;

import gatehouse.door.CallAt;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What the site file says about calls beside how they come: to whom they may go, and when.
final class CallPlanReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final Marked marked;
    private final SiteReader site;
    private final Set<String> lines;
    private final RingReader rings;

    CallPlanReader(Marked marked, SiteReader site, Set<String> lines, RingReader rings) {
        this.marked = marked;
        this.site = site;
        this.lines = lines;
        this.rings = rings;
    }

    CallPlan plan(JsonNode calls, Duration ringTime) throws SiteFault {
        var targets = targets(calls.path("targets"));
        var schedules = schedules(calls.path("schedules"));
        var targetIds = targets.stream().map(Target::id).collect(Collectors.toSet());
        var scheduleIds = schedules.stream().map(Schedule::id).collect(Collectors.toSet());
        var quiet = new ArrayList<String>();
        for (int i = 0; i < calls.path("quietHours").size(); i++) {
            var id = calls.path("quietHours").get(i).asString();
            known(scheduleIds, id, "/calls/quietHours/" + i, "schedule");
            quiet.add(id);
        }
        return new CallPlan(
                targets,
                forwards(calls.path("forward"), targetIds, scheduleIds, ringTime),
                schedules,
                quiet,
                announcements(calls.path("announcements")),
                reasons(calls.path("declineReasons")));
    }

    private List<Target> targets(JsonNode node) throws SiteFault {
        var targets = new ArrayList<Target>();
        var ids = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/calls/targets/" + i;
            var target = new Target(
                    node.get(i).path("id").asString(), node.get(i).path("name").asString(), callAt(at, node.get(i)));
            site.once(ids, target.id(), at + "/id", "target");
            targets.add(target);
        }
        return targets;
    }

    /// Either a number at a line's exchange, or an address that is called straight.
    CallAt callAt(String at, JsonNode node) throws SiteFault {
        boolean extension = node.has("extension");
        if (extension == node.has("address")) {
            throw marked.fault(
                    at,
                    "It is not clear where this is called.",
                    "Expected either \"line\" and \"extension\", or \"address\".");
        }
        if (!extension) {
            return address(at, node);
        }
        var line =
                node.path("line").asString(lines.size() == 1 ? lines.iterator().next() : "");
        known(lines, line, at + "/line", "line");
        return new CallAt.Extension(line, node.path("extension").asString());
    }

    private CallAt address(String at, JsonNode node) throws SiteFault {
        var by = CallAt.By.valueOf(node.path("transport").asString("udp").toUpperCase(Locale.ROOT));
        if (node.has("pin") && by != CallAt.By.TLS) {
            throw marked.fault(at + "/pin", "Without TLS no certificate is shown.", "Expected \"transport: tls\".");
        }
        return new CallAt.Address(
                node.path("user").asString(""),
                node.path("address").asString(),
                node.path("port").asInt(by.usualPort()),
                by,
                node.has("pin") ? Optional.of(node.path("pin").asString()) : Optional.empty());
    }

    private void known(Set<String> there, String id, String at, String what) throws SiteFault {
        if (!there.contains(id)) {
            throw marked.fault(
                    at,
                    "There is no " + what + " \"" + id + "\".",
                    there.isEmpty()
                            ? "Expected the " + what + " to be listed first."
                            : "Expected one of: " + String.join(", ", new TreeSet<>(there)) + ".");
        }
    }

    private List<Schedule> schedules(JsonNode node) throws SiteFault {
        var schedules = new ArrayList<Schedule>();
        var ids = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/calls/schedules/" + i;
            var schedule = schedule(at, node.get(i));
            site.once(ids, schedule.id(), at + "/id", "schedule");
            schedules.add(schedule);
        }
        return schedules;
    }

    private Schedule schedule(String at, JsonNode node) throws SiteFault {
        var days = EnumSet.noneOf(DayOfWeek.class);
        node.path("days").forEach(day -> days.add(DayOfWeek.of(DAYS.indexOf(day.asString()) + 1)));
        var holidays = new HashSet<LocalDate>();
        for (int i = 0; i < node.path("holidays").size(); i++) {
            holidays.add(
                    date(at + "/holidays/" + i, node.path("holidays").get(i).asString()));
        }
        return new Schedule(
                node.path("id").asString(),
                node.has("days") ? days : EnumSet.allOf(DayOfWeek.class),
                LocalTime.parse(node.path("from").asString("00:00")),
                LocalTime.parse(node.path("to").asString("00:00")),
                zone(at + "/zone", node.path("zone")),
                holidays);
    }

    private LocalDate date(String at, String text) throws SiteFault {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw marked.fault(at, "There is no day \"" + text + "\".", "Expected one like 2026-12-25.");
        }
    }

    private ZoneId zone(String at, JsonNode node) throws SiteFault {
        if (node.isMissingNode()) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(node.asString());
        } catch (DateTimeException e) {
            throw marked.fault(at, "There is no zone \"" + node.asString() + "\".", "Expected one like Europe/Berlin.");
        }
    }

    private List<Forward> forwards(JsonNode node, Set<String> targets, Set<String> schedules, Duration ringTime)
            throws SiteFault {
        var forwards = new ArrayList<Forward>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/calls/forward/" + i;
            var entry = node.get(i);
            var after = SiteReader.time(entry.path("after").asString("20s"));
            if (after.compareTo(ringTime) >= 0) {
                throw marked.fault(
                        at + "/after",
                        "By then the call is over: it rings for " + ringTime.toSeconds() + " s.",
                        "Expected less than \"ringTime\".");
            }
            known(targets, entry.path("to").asString(), at + "/to", "target");
            var schedule =
                    entry.has("schedule") ? Optional.of(entry.path("schedule").asString()) : Optional.<String>empty();
            if (schedule.isPresent()) {
                known(schedules, schedule.get(), at + "/schedule", "schedule");
            }
            forwards.add(new Forward(after, entry.path("to").asString(), schedule));
        }
        return forwards;
    }

    private List<Announcement> announcements(JsonNode node) throws SiteFault {
        var announcements = new ArrayList<Announcement>();
        var ids = new HashSet<String>();
        var keys = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var at = "/calls/announcements/" + i;
            var entry = node.get(i);
            var file = rings.file(at + "/file", entry.path("file"), SoundCheck.Use.ANNOUNCEMENT);
            var announcement = new Announcement(
                    entry.path("id").asString(),
                    entry.path("name").asString(),
                    file,
                    entry.path("key").asInt(0));
            site.once(ids, announcement.id(), at + "/id", "announcement");
            if (announcement.key() > 0) {
                site.once(keys, Integer.toString(announcement.key()), at + "/key", "announcement");
            }
            announcements.add(announcement);
        }
        return announcements;
    }

    private List<DeclineReason> reasons(JsonNode node) throws SiteFault {
        var reasons = new ArrayList<DeclineReason>();
        var ids = new HashSet<String>();
        for (int i = 0; i < node.size(); i++) {
            var entry = node.get(i);
            site.once(ids, entry.path("id").asString(), "/calls/declineReasons/" + i + "/id", "reason");
            reasons.add(new DeclineReason(
                    entry.path("id").asString(),
                    entry.path("name").asString(),
                    entry.path("status").asInt(603),
                    entry.path("words").asString("")));
        }
        return reasons;
    }
}
