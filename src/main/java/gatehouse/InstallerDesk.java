package gatehouse;

import gatehouse.door.CallsFrom;
import gatehouse.door.Door;
import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.door.Trouble;
import gatehouse.history.Kind;
import gatehouse.installer.Enrolment;
import gatehouse.installer.Findings;
import gatehouse.installer.Scan;
import gatehouse.onvif.FoundDevice;
import gatehouse.onvif.OnvifException;
import gatehouse.onvif.Profile;
import gatehouse.onvif.Search;
import gatehouse.sim.FaultNames;
import gatehouse.site.Site;
import gatehouse.ui.installer.InstallerSource;
import gatehouse.ui.kit.Badge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Answers the installer's screen: what was found, what it said to a log-in, what it would be as a door. Every question
/// is asked on a virtual thread of its own.
public final class InstallerDesk implements InstallerSource {
    private static final Executor BESIDE =
            task -> Thread.ofVirtual().name("installer-question").start(task);

    /// What is known of a device once a log-in was tried.
    private record Known(FoundDevice device, Optional<Findings> findings, Login login) {}

    private interface Question<T> {
        T ask() throws IOException, InterruptedException, OnvifException;
    }

    private final Premises premises;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public InstallerDesk(Premises premises) {
        this.premises = premises;
    }

    @Override
    public CompletableFuture<Void> scan(Consumer<FoundRow> found, Consumer<Progress> progress) {
        return answer(() -> {
            var count = new AtomicInteger();
            progress.accept(new Progress(0.05, "Asking the network…"));
            search(Search.everywhere(), device -> {
                found.accept(row(device));
                int so = count.incrementAndGet();
                progress.accept(new Progress(Math.min(0.9, 0.1 + so * 0.05), so + " devices so far"));
            });
            progress.accept(new Progress(1, count.get() + " devices answered within 3 s"));
            premises.house().remember(Kind.DISCOVERED, count.get() + " devices found on the network");
            return (Void) null;
        });
    }

    @Override
    public CompletableFuture<FoundRow> ask(String address) {
        return answer(() -> {
            var at = new InetSocketAddress(InetAddress.getByName(address.strip()), Search.PORT);
            var search = new Search(Duration.ofSeconds(2), false, Optional.empty(), List.of(), List.of(at));
            var devices = search(search, device -> {});
            if (devices.isEmpty()) {
                throw new IOException(
                        "Nothing that speaks ONVIF answers at " + address + ". Check the address and the cable.");
            }
            return row(devices.getFirst());
        });
    }

    @Override
    public CompletableFuture<Details> test(String foundId, String user, Secret password) {
        return answer(() -> {
            var device = known.get(foundId).device();
            var login = new Login(user, password);
            var service = device.service()
                    .orElseThrow(() -> new IOException("This device does not say where its service is."));
            try (var scan = Scan.open()) {
                var findings = scan.inspect(service, login);
                known.put(foundId, new Known(device, Optional.of(findings), login));
                return details(device, findings, login);
            }
        });
    }

    @Override
    public CompletableFuture<String> addDoor(String foundId, String doorName) {
        var entry = known.get(foundId);
        if (entry == null || entry.findings().isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalStateException("Try its log-in first."));
        }
        var site = premises.house().state().site();
        var taken = site.doors().stream().map(Door::id).collect(Collectors.toSet());
        var proposal = Enrolment.propose(entry.findings().get(), entry.login(), doorName.strip(), taken);
        if (proposal.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("This device gave no stream, so there would be nothing to see."));
        }
        return premises.house()
                .addDoor(called(proposal.get(), site))
                .thenApply(changed -> doorName + " is a door of the site now.");
    }

    @Override
    public List<DrillDoor> drill() {
        return premises.demo().stream()
                .flatMap(demo -> demo.doors().stream())
                .map(door -> new DrillDoor(
                        door.plan().id(),
                        door.plan().name(),
                        FaultNames.all(),
                        door.faults().all().stream().map(FaultNames::of).collect(Collectors.toSet())))
                .toList();
    }

    @Override
    public CompletableFuture<Void> fault(DoorId door, String fault, boolean on) {
        return answer(() -> {
            var demo = premises.demo()
                    .<IOException>orElseThrow(() -> new IOException("Only simulated doors can be made to fail."));
            var wanted = FaultNames.named(fault);
            if (on) {
                demo.door(door).faults().add(wanted);
            } else {
                demo.door(door).faults().remove(wanted.getClass());
            }
            return (Void) null;
        });
    }

    private List<FoundDevice> search(Search search, Consumer<FoundDevice> onFound)
            throws IOException, InterruptedException {
        try (var scan = Scan.open()) {
            return scan.find(search, device -> {
                known.putIfAbsent(device.endpoint(), new Known(device, Optional.empty(), Login.NONE));
                onFound.accept(device);
            });
        }
    }

    /// The station itself is the one that calls, from any port of its host, unless another door is known from there.
    private static Door called(Door door, Site site) {
        var from = door.camera().map(camera -> new CallsFrom.Peer(camera.main().getHost(), 0));
        boolean free = from.isPresent()
                && site.doors().stream()
                        .noneMatch(d -> d.callsFrom()
                                .filter(c -> c instanceof CallsFrom.Peer p
                                        && p.host().equals(from.get().host()))
                                .isPresent());
        return new Door(
                door.id(),
                door.name(),
                door.camera(),
                free ? Optional.of(from.get()) : Optional.empty(),
                door.outputs().stream().limit(3).toList(),
                door.instruction(),
                door.priority(),
                door.device(),
                door.login(),
                door.intercom(),
                door.security());
    }

    private FoundRow row(FoundDevice device) {
        var entry = known.get(device.endpoint());
        var findings = entry == null ? Optional.<Findings>empty() : entry.findings();
        return row(device, findings);
    }

    private FoundRow row(FoundDevice device, Optional<Findings> findings) {
        var door = doorAt(device);
        return new FoundRow(
                device.endpoint(),
                door,
                findings.map(f -> f.info().manufacturer() + " " + f.info().model())
                        .orElse(device.hardware().isEmpty() ? device.name() : device.hardware()),
                device.from().getHostAddress(),
                profiles(device),
                findings.map(InstallerDesk::streams).orElse(""),
                findings.flatMap(Findings::clockOffset)
                        .map(InstallerDesk::clock)
                        .orElse(""),
                List.of(
                        door.isPresent()
                                ? new Badge(Badge.Tone.GOOD, "door of this site")
                                : findings.isPresent()
                                        ? new Badge(Badge.Tone.OPENED, "ready to add")
                                        : new Badge(Badge.Tone.WANTS, "log-in needed")));
    }

    /// ONVIF's profiles by their letters, as installers say them. Streaming is the old name of Profile S.
    private static String profiles(FoundDevice device) {
        var letters = device.profiles().stream()
                .map(p -> p.equals("Streaming") ? "S" : p)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return letters.isEmpty() ? "ONVIF" : letters;
    }

    /// The door of the site whose device, or whose camera, this is.
    private Optional<String> doorAt(FoundDevice device) {
        var host = device.from().getHostAddress();
        var service = device.service();
        return premises.house().state().site().doors().stream()
                .filter(d -> d.device().isPresent()
                        ? d.device().equals(service)
                                || service.isPresent()
                                        && sameHostAndPort(d.device().get(), service.get())
                        : d.camera()
                                .filter(camera -> host.equals(camera.main().getHost()))
                                .isPresent())
                .map(Door::name)
                .findFirst();
    }

    private static boolean sameHostAndPort(URI one, URI other) {
        return one.getHost() != null && one.getHost().equals(other.getHost()) && one.getPort() == other.getPort();
    }

    private Details details(FoundDevice device, Findings findings, Login login) {
        var checks = new ArrayList<Check>();
        checks.add(new Check(Badge.Tone.GOOD, "ONVIF log-in", "accepted as " + login.user(), "accepted"));
        checks.add(new Check(
                findings.isClockOff() ? Badge.Tone.WANTS : Badge.Tone.GOOD,
                "Clock",
                findings.clockOffset().map(InstallerDesk::clock).orElse("not told"),
                "within 5 s"));
        checks.add(new Check(
                findings.streams().isEmpty() ? Badge.Tone.BAD : Badge.Tone.GOOD,
                "Streams",
                findings.streams().isEmpty() ? "none" : streams(findings),
                "a large and a small one, H.264"));
        checks.add(new Check(
                findings.relays().isEmpty() ? Badge.Tone.PLAIN : Badge.Tone.GOOD,
                "Relay outputs",
                findings.relays().isEmpty()
                        ? "none"
                        : Integer.toString(findings.relays().size()),
                "one, if it opens by ONVIF"));
        for (Trouble trouble : findings.troubles()) {
            checks.add(new Check(Badge.Tone.BAD, "Trouble", trouble.sentence(), trouble.remedy()));
        }
        var taken =
                premises.house().state().site().doors().stream().map(Door::id).collect(Collectors.toSet());
        var name = device.name().isEmpty() ? findings.info().model() : device.name();
        boolean addable = doorAt(device).isEmpty()
                && Enrolment.propose(findings, login, name.isEmpty() ? "Door" : name, taken)
                        .isPresent();
        return new Details(
                row(device, Optional.of(findings)),
                checks,
                findings.snapshot().map(Findings.Snapshot::jpeg),
                streams(findings),
                name,
                addable);
    }

    private static String streams(Findings findings) {
        return findings.streams().stream()
                .map(Findings.Stream::profile)
                .sorted(Comparator.comparingInt(Profile::height).reversed())
                .map(p -> p.height() + "p" + (p.rate() > 0 ? p.rate() : ""))
                .collect(Collectors.joining(" / "));
    }

    private static String clock(Duration offset) {
        long seconds = offset.abs().toSeconds();
        if (seconds < 2) {
            return "in step";
        }
        var amount = seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        return amount + (offset.isNegative() ? " behind" : " ahead");
    }

    private static <T> CompletableFuture<T> answer(Question<T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.ask();
                    } catch (OnvifException e) {
                        var trouble = e.fault().trouble("The device");
                        throw new IllegalStateException(trouble.sentence() + " " + trouble.remedy(), e);
                    } catch (IOException e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("Stopped", e);
                    }
                },
                BESIDE);
    }
}
