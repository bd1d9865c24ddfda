package gatehouse.lifecycle;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signals by which a system tells a program to end: a log-out, a shutdown, Ctrl+C. Taken before the Java machine
/// begins to end by itself, because the toolkit would end at the same time as the rest, under its feet.
///
/// The class behind is in the module jdk.unsupported, which may be missing; then the shutdown hook alone has to do.
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> TO_END = List.of("TERM", "INT", "HUP");

    private Signals() {}

    /// `told` hears the name of the first signal, on a thread of its own.
    static void take(Consumer<String> told) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : 0;
                        }
                        var name = (String) signal.getMethod("getName").invoke(arguments[0]);
                        Thread.ofPlatform().name("told-to-end").start(() -> told.accept("SIG" + name));
                        return null;
                    });
            for (var name : TO_END) {
                try {
                    signal.getMethod("handle", signal, handler)
                            .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
                } catch (ReflectiveOperationException e) {
                    LOG.debug("{} is not known here, or taken by the Java machine", name);
                }
            }
        } catch (ReflectiveOperationException e) {
            LOG.info("Signals are not heard before the Java machine ends: {}", e.toString());
        }
    }
}
