package gatehouse;

import gatehouse.desk.CallId;
import gatehouse.desk.Deed;
import gatehouse.desk.Grounds;
import gatehouse.desk.Happening;
import gatehouse.desk.Mode;
import gatehouse.desk.Opening;
import gatehouse.desk.Proof;
import gatehouse.door.Door;
import gatehouse.door.ModbusBox;
import gatehouse.history.Event;
import gatehouse.history.Fact;
import gatehouse.history.Kind;
import gatehouse.lifecycle.Scope;
import gatehouse.link.Link;
import gatehouse.link.LinkMessage;
import gatehouse.unlock.CallTones;
import gatehouse.unlock.Mark;
import gatehouse.unlock.ModeOrder;
import gatehouse.unlock.ModeOutcome;
import gatehouse.unlock.Outcome;
import gatehouse.unlock.Step;
import gatehouse.unlock.Tried;
import gatehouse.unlock.UnlockOrder;
import gatehouse.unlock.UnlockRecord;
import gatehouse.unlock.Unlocker;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what the desk decided about doors: sends an order, with its grounds on record before the first byte; tells a
/// door its mode; sounds the alarm; keeps what must outlive a restart. What comes of it returns to the desk.
///
/// Safe for any thread.
final class Openings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Openings.class);

    /// How every such entry begins; see [HistoryPages].
    static final String SILENT_ALARM = "Silent alarm";

    private final Scope scope = new Scope();
    private final Records records;
    private final Consumer<Happening> desk;
    private final Function<CallId, CallTones> tones;
    private final StandingsFile file;
    private final PulsesFile pulses;
    private final WakeUp wakeUp;
    private final AlarmTones alarm;
    private final Unlocker unlocker;
    private final DoorModes modes;
    private final DoorWatches watches;
    private final Optional<Link> link;
    private final Map<UUID, Deed.Open> underWay = new ConcurrentHashMap<>();

    private Openings(
            Records records, Consumer<Happening> desk, Function<CallId, CallTones> tones, HouseSettings settings) {
        this.records = records;
        this.desk = desk;
        this.tones = tones;
        this.file = new StandingsFile(settings.data());
        this.pulses = new PulsesFile(settings.data());
        this.wakeUp = scope.own(new WakeUp(at -> desk.accept(new Happening.TimeCame(at))));
        this.alarm = scope.own(new AlarmTones(settings.sounds().ringer()));
        this.unlocker = scope.own(Unlocker.open(new WithGrounds()));
        this.modes = new DoorModes(unlocker::mode);
        this.watches = scope.own(new DoorWatches(unlocker, desk, records));
        this.link = settings.site()
                .news()
                .map(news -> scope.own(Link.open(news.broker(), news.topic(), Openings::unheard)));
    }

    static Openings open(
            Records records, Consumer<Happening> desk, Function<CallId, CallTones> tones, HouseSettings settings) {
        return new Openings(records, desk, tones, settings);
    }

    /// Tells the desk how the doors stood when the console ended last, and ends the pulses that it left.
    void start() {
        unlocker.rehearse();
        pulses.owed().forEach(owed -> unlocker.settle(owed.box(), owed.coil()));
        var found = file.read();
        desk.accept(new Happening.StandingsFound(found.modes(), found.concerns(), Instant.now()));
    }

    /// Listens to these doors from now on.
    void wire(List<Door> doors) {
        watches.wire(doors);
    }

    void prepare(Door door) {
        door.outputs().forEach(unlocker::prepare);
    }

    void open(Deed.Open d) {
        var order = new UnlockOrder(
                d.command(),
                d.door(),
                d.doorName(),
                d.output(),
                d.by(),
                d.call().map(CallId::value),
                d.at(),
                d.offRecord());
        underWay.put(d.command(), d);
        try {
            var outcome = unlocker.unlock(order, d.pressedAt(), d.call().map(tones), told -> proven(d, told));
            moved(d, stage(outcome), true, OpeningWords.of(outcome));
        } catch (RuntimeException e) {
            LOG.error("Opening {} failed", d.door(), e);
            moved(d, Opening.Stage.NOT_CONFIRMED, true, "The console failed on the way.");
        } finally {
            underWay.remove(d.command());
        }
    }

    void does(Deed.AboutDoors deed) {
        switch (deed) {
            case Deed.SetMode d -> setMode(d);
            case Deed.AlarmTone d -> alarm.sound(d.loudest());
            case Deed.RelockedSound d -> alarm.lockedAgain();
            case Deed.SilentAlarm d -> silentAlarm(d);
            case Deed.OffRecordTold d -> offRecord(d);
            case Deed.KeepStandings d -> file.write(new StandingsFile.Found(d.modes(), d.concerns()));
            case Deed.Wake d -> wakeUp.at(d.at());
        }
    }

    private void setMode(Deed.SetMode d) {
        Mode.Taken taken;
        try {
            taken = modes.set(d);
        } catch (RuntimeException e) {
            LOG.error("The mode of {} could not be set", d.door().id(), e);
            taken = new Mode.Taken(Mode.How.NOT_CONFIRMED, "The console failed on the way.");
        }
        desk.accept(new Happening.ModeTaken(d.command(), d.door().id(), taken, Instant.now()));
    }

    private void silentAlarm(Deed.SilentAlarm d) {
        tell(LinkMessage.duress(d.door(), d.at()));
        var event = Event.now(Kind.DURESS, SILENT_ALARM + ": " + d.by() + " " + d.how() + " at " + d.doorName())
                .withDoor(d.door())
                .withOperator(d.by())
                .withFact(Fact.COMMAND, d.command().toString());
        records.note(d.call().map(call -> event.withVisit(call.value())).orElse(event));
    }

    private void tell(LinkMessage message) {
        link.ifPresent(l -> l.tell(message));
    }

    private static void unheard(String why) {
        LOG.warn("The broker for news cannot be told anything: {}", why);
    }

    private void offRecord(Deed.OffRecordTold d) {
        tell(new LinkMessage(UUID.randomUUID(), "off-record", d.door(), d.at()));
        LOG.error("OFF THE RECORD: {} is opened on the word of {}; the history takes nothing", d.doorName(), d.by());
    }

    private void moved(Deed.Open d, Opening.Stage stage, boolean over, String words) {
        desk.accept(new Happening.OpeningMoved(d.command(), stage, over, words, Instant.now()));
    }

    private void proven(Deed.Open d, gatehouse.unlock.Proof told) {
        switch (told.furthest().orElse(Step.ASKED)) {
            case ASKED -> moved(d, Opening.Stage.ASKED, false, "asked");
            case ACCEPTED -> moved(d, Opening.Stage.ACCEPTED, false, "accepted by the door");
            case RELAY_ON, DOOR_OPENED, SECURED -> moved(d, Opening.Stage.CONFIRMED, false, "confirmed");
        }
        seen(d, Proof.Stage.RELAY, told.mark(Step.RELAY_ON));
        seen(d, Proof.Stage.OPENED, told.mark(Step.DOOR_OPENED));
        seen(d, Proof.Stage.CLOSED, told.mark(Step.SECURED));
    }

    private void seen(Deed.Open d, Proof.Stage stage, Mark mark) {
        switch (mark) {
            case Mark.Known known -> seen(d, stage, new Proof.Seen.Known(known.at()));
            case Mark.NotKnowable ignored -> seen(d, stage, new Proof.Seen.NotKnowable());
            case Mark.NotTold ignored -> seen(d, stage, new Proof.Seen.NotTold());
            case Mark.Pending ignored -> {}
        }
    }

    private void seen(Deed.Open d, Proof.Stage stage, Proof.Seen seen) {
        desk.accept(new Happening.OpeningProven(d.command(), stage, seen));
    }

    private static Opening.Stage stage(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Opened it -> Opening.Stage.CONFIRMED;
            case Outcome.Accepted it -> Opening.Stage.ACCEPTED;
            case Outcome.Unknown it -> Opening.Stage.NOT_CONFIRMED;
            case Outcome.Refused it -> Opening.Stage.REFUSED;
        };
    }

    @Override
    public void close() {
        scope.close();
    }

    /// Puts an order on record with the grounds that were given for it.
    private final class WithGrounds implements UnlockRecord {
        @Override
        public void intent(UnlockOrder order) throws IOException {
            var deed = Optional.ofNullable(underWay.get(order.commandId()));
            try {
                records.intent(order, facts(deed.map(Deed.Open::grounds).orElse(Grounds.NONE)));
            } catch (IOException e) {
                if (order.override()) {
                    throw e;
                }
                desk.accept(new Happening.OpeningBarred(order.commandId(), Opening.Bar.NO_RECORD));
                throw e;
            }
        }

        /// The desk has told it loudly already; a book for that is the record until the history takes something again.
        @Override
        public void override(UnlockOrder order, IOException why) throws IOException {
            LOG.error("OFF THE RECORD: {} asked to open {}", order.operator(), order.doorName(), why);
            records.emergency(order, "asked to open, while the history took nothing: " + why.getMessage());
        }

        @Override
        public void owed(ModbusBox box, int coil) throws IOException {
            pulses.add(new PulsesFile.Owed(box, coil));
        }

        @Override
        public void settled(ModbusBox box, int coil) {
            pulses.remove(new PulsesFile.Owed(box, coil));
        }

        @Override
        public void intent(ModeOrder order) throws IOException {
            DoorModes.intent(records, order);
        }

        @Override
        public void result(ModeOrder order, ModeOutcome outcome) throws IOException {
            DoorModes.result(records, order, outcome);
        }

        @Override
        public void result(UnlockOrder order, Outcome outcome) throws IOException {
            result(order, outcome, Tried.NOTHING);
        }

        @Override
        public void result(UnlockOrder order, Outcome outcome, Tried tried) throws IOException {
            try {
                records.result(order, outcome, tried);
            } catch (IOException e) {
                if (order.override()) {
                    LOG.error("OFF THE RECORD: {} {}", order.doorName(), OpeningWords.of(outcome));
                    records.emergency(order, OpeningWords.of(outcome));
                    return;
                }
                throw e;
            }
        }
    }

    static Map<String, String> facts(Grounds grounds) {
        var facts = new LinkedHashMap<String, String>();
        put(facts, Fact.GROUNDS, grounds.reason());
        put(facts, Fact.VISITOR, grounds.visitor());
        put(facts, Fact.REMARK, grounds.note());
        grounds.second().ifPresent(who -> put(facts, Fact.SECOND, who));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }
}
