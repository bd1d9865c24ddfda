package gatehouse.ui.call;

import gatehouse.audio.SoundDevices;
import gatehouse.audio.SoundWishes;
import gatehouse.desk.CallId;
import gatehouse.desk.Clicks;
import gatehouse.desk.DeskState;
import gatehouse.site.CallPlan;
import gatehouse.ui.kit.Act;
import gatehouse.ui.kit.SoundWords;
import gatehouse.ui.kit.Words;
import gatehouse.ui.settings.SoundSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What the drawer can hold: each list with its digits.
final class Drawers {
    private final Clicks clicks;
    private final SoundSource sounds;

    Drawers(Clicks clicks, SoundSource sounds) {
        this.clicks = clicks;
        this.sounds = sounds;
    }

    private static CallPlan plan(DeskState state) {
        return state.site().calls().plan();
    }

    /// To whom the call goes at once.
    Drawer.Content handOver(DeskState state, CallId call, Runnable askFirst) {
        var other = new Drawer.Other(Words.of("call.askfirst"), Act.ASK_FIRST, askFirst);
        return targets(state, "drawer.handover", Optional.of(other), id -> clicks.transfer(call, id));
    }

    /// Whom the guard talks with first, while the call is on hold.
    Drawer.Content askFirst(DeskState state) {
        return targets(state, "drawer.askfirst", Optional.empty(), clicks::callTarget);
    }

    private static Drawer.Content targets(
            DeskState state, String what, Optional<Drawer.Other> other, Consumer<String> take) {
        var choices = new ArrayList<Choice>();
        for (var target : plan(state).targets()) {
            choices.add(new Choice(target.id(), target.name(), target.at().words(), digit(choices.size())));
        }
        return new Drawer.Content(
                Words.of(what),
                Words.of(what + "why"),
                List.of(new Drawer.Section("", choices, take)),
                choices.size() > 9,
                true,
                other);
    }

    private static int digit(int before) {
        return before < 9 ? before + 1 : 0;
    }

    Drawer.Content reasons(DeskState state, CallId call) {
        var choices = new ArrayList<Choice>();
        for (var reason : plan(state).reasons()) {
            choices.add(new Choice(reason.id(), reason.name(), reason.words(), digit(choices.size())));
        }
        return new Drawer.Content(
                Words.of("drawer.reason"),
                Words.of("drawer.reasonwhy"),
                List.of(new Drawer.Section("", choices, id -> clicks.decline(call, id))),
                false,
                true,
                Optional.empty());
    }

    Drawer.Content announcements(DeskState state, CallId call) {
        var choices = plan(state).announcements().stream()
                .map(a -> new Choice(
                        a.id(),
                        a.name(),
                        a.key() > 0 ? Words.of("announce.direct", a.key()) : "",
                        Math.clamp(a.key(), 0, 9)))
                .toList();
        return new Drawer.Content(
                Words.of("drawer.announce"),
                Words.of("drawer.announcewhy"),
                List.of(new Drawer.Section("", choices, id -> clicks.announce(call, id))),
                choices.size() > 9,
                true,
                Optional.empty());
    }

    /// The devices, while one talks; what is chosen holds at once, so it stays open.
    Drawer.Content devices(Runnable chosen) {
        var now = sounds.state();
        return new Drawer.Content(
                Words.of("drawer.devices"),
                now.trouble().map(SoundWords::sentence).orElse(Words.of("drawer.deviceswhy")),
                List.of(
                        new Drawer.Section(
                                Words.of("sound.microphone"),
                                devices(
                                        now.devices(),
                                        SoundDevices.Device::microphone,
                                        now.wishes().microphone(),
                                        now.microphone().device()),
                                name -> choose(
                                        chosen,
                                        w -> new SoundWishes(Optional.of(name), w.speaker(), w.ringer(), w.clean()))),
                        new Drawer.Section(
                                Words.of("sound.speaker"),
                                devices(
                                        now.devices(),
                                        SoundDevices.Device::speaker,
                                        now.wishes().speaker(),
                                        now.speaker().device()),
                                name -> choose(
                                        chosen,
                                        w -> new SoundWishes(
                                                w.microphone(), Optional.of(name), w.ringer(), w.clean())))),
                false,
                false,
                Optional.empty());
    }

    private void choose(Runnable chosen, java.util.function.UnaryOperator<SoundWishes> change) {
        sounds.choose(change.apply(sounds.state().wishes()));
        chosen.run();
    }

    private static List<Choice> devices(
            List<SoundDevices.Device> all,
            Predicate<SoundDevices.Device> able,
            Optional<String> wished,
            Optional<String> used) {
        var choices = new ArrayList<Choice>();
        all.stream()
                .filter(able)
                .map(SoundDevices.Device::name)
                .distinct()
                .forEach(name -> choices.add(new Choice(
                        name,
                        name,
                        "",
                        0,
                        used.equals(Optional.of(name)) ? Choice.Standing.CHOSEN : Choice.Standing.OFFERED)));
        wished.filter(name -> choices.stream().noneMatch(c -> c.id().contains(name)))
                .ifPresent(
                        name -> choices.add(new Choice(name, name, Words.of("sound.gone"), 0, Choice.Standing.GONE)));
        return choices;
    }
}
