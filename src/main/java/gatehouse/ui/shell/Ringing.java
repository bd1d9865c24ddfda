package gatehouse.ui.shell;

import gatehouse.desk.DeskState;
import gatehouse.site.Forward;
import gatehouse.ui.kit.Times;
import gatehouse.ui.kit.Words;
import java.util.Optional;

/// How it is with ringing at this desk, in words, when it is not as usual: nobody is rung, or calls go to somebody
/// else.
final class Ringing {
    private Ringing() {}

    /// A few words for a chip or a lamp.
    static Optional<String> brief(DeskState state) {
        var book = state.book();
        return book.undisturbed()
                .map(u -> u.until()
                        .map(at -> Words.of("quiet.until", Times.clock(at)))
                        .orElse(Words.of("quiet.on")))
                .or(() -> book.quietHours().map(q -> Words.of("quiet.hoursuntil", Times.clock(q.until()))))
                .or(() -> book.forwardedTo().map(to -> Words.of("quiet.forwarded", to)));
    }

    /// The whole sentence.
    static Optional<String> words(DeskState state) {
        var book = state.book();
        return book.undisturbed()
                .map(u -> u.until()
                        .map(at -> Words.of("quiet.untilby", Times.clock(at), u.by()))
                        .orElse(Words.of("quiet.onby", u.by())))
                .or(() -> book.quietHours().map(q -> Words.of("quiet.hourslong", q.schedule(), Times.clock(q.until()))))
                .or(() -> book.forwardedTo().map(to -> Words.of("quiet.forwardedlong", schedule(state), to)));
    }

    /// The schedule by which calls go elsewhere, by its name in the site.
    private static String schedule(DeskState state) {
        return state.site().calls().plan().forwards().stream()
                .map(Forward::schedule)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }
}
