package gatehouse.ui.shell;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that the X server is gone. GTK would end the process on the spot, with callers in the middle of a word and
/// nothing on record; Xlib lets its error handler be set (XSetIOErrorHandler), and ends the process only when that one
/// returns. Ours does not.
public final class LostDisplay {
    private static final Logger LOG = LoggerFactory.getLogger(LostDisplay.class);
    private static volatile Optional<Ours> ours = Optional.empty();

    private LostDisplay() {}

    /// `ends` is called on the thread that met the loss; when it returns the process ends with that code, by `_exit`:
    /// what
    /// the libraries would do at a usual exit asks the display once more. Where there is no X server nothing is
    /// watched.
    public static void watch(Runnable ends, int code) {
        boolean x11 = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
                && System.getenv("DISPLAY") != null
                && !"Headless".equals(System.getProperty("glass.platform"));
        if (!x11) {
            return;
        }
        try {
            var linker = Linker.nativeLinker();
            var library = SymbolLookup.libraryLookup("libX11.so.6", Arena.global());
            var handler = MethodHandles.lookup()
                    .findVirtual(Handler.class, "lost", MethodType.methodType(int.class, MemorySegment.class))
                    .bindTo(new Handler(
                            ends,
                            linker.downcallHandle(
                                    SymbolLookup.libraryLookup("libc.so.6", Arena.global())
                                            .find("_exit")
                                            .orElseThrow(),
                                    FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)),
                            code));
            var stub = linker.upcallStub(
                    handler, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS), Arena.global());
            var set = linker.downcallHandle(
                    library.find("XSetIOErrorHandler").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
            ours = Optional.of(new Ours(set, stub));
            rearm();
        } catch (Throwable e) {
            LOG.info("The loss of the display will not be noticed: {}", e.toString());
        }
    }

    /// Takes the handler back from whoever took it since. Safe for any thread.
    static void rearm() {
        ours.ifPresent(ours -> {
            try {
                var before = (MemorySegment) ours.set().invokeExact(ours.stub());
                LOG.debug("The loss of the display is noticed here, not at {}", before);
            } catch (Throwable e) {
                LOG.info("The loss of the display will not be noticed: {}", e.toString());
            }
        });
    }

    private record Ours(MethodHandle set, MemorySegment stub) {}

    private record Handler(Runnable ends, MethodHandle exit, int code) {
        int lost(MemorySegment display) {
            try {
                ends.run();
                exit.invokeExact(code);
            } catch (Throwable e) {
                LOG.error("The end after the display's was not clean", e);
            }
            return 0;
        }
    }
}
