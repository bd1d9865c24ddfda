package gatehouse.safe;

import gatehouse.door.Secret;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system's key store: Keychain, Credential Manager, or the Secret Service of a desktop session, through
/// java-keyring.
///
/// That library and the JNA it brings lie in a folder of their own, named by `gatehouse.keyring`, and are loaded by a
/// class loader of their own when the first secret is asked for: no native library comes into the console otherwise,
/// and
/// the two classes that stand in for JNA elsewhere stay what they are (docs/decisions/0005 and 0013). Whatever goes
/// wrong
/// with it means that there is no key store here; it never stops the start.
///
/// A key store cannot be asked for its names, so they stand in a file, without any value. Safe for any thread.
final class KeyStoreSafe implements Safe {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreSafe.class);
    private static final String SERVICE = "Gatehouse";
    private static final String FOLDER = "gatehouse.keyring";

    private final Object keyring;
    private final Path names;

    private KeyStoreSafe(Object keyring, Path names) {
        this.keyring = keyring;
        this.names = names;
    }

    static Optional<KeyStoreSafe> open(Path folder) {
        var libraries = libraries();
        if (libraries.isEmpty()) {
            return Optional.empty();
        }
        // Never closed: the key store stays as long as the program.
        @SuppressWarnings("resource")
        var loader = new URLClassLoader("keyring", libraries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        try {
            var type = Class.forName("com.github.javakeyring.Keyring", true, loader);
            var keyring = inside(loader, () -> type.getMethod("create").invoke(null));
            return Optional.of(new KeyStoreSafe(keyring, folder.resolve("secrets.names")));
        } catch (InvocationTargetException e) {
            LOG.info("There is no key store of the system here: {}", String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn("The key store of the system cannot be used: {}", e.toString());
        }
        return Optional.empty();
    }

    private interface Call {
        Object make() throws ReflectiveOperationException;
    }

    /// The library looks for parts of itself through the thread's class loader.
    private static Object inside(ClassLoader loader, Call call) throws ReflectiveOperationException {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.make();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<URL> libraries() {
        var folder = System.getProperty(FOLDER, "");
        var urls = new ArrayList<URL>();
        if (!folder.isEmpty() && Files.isDirectory(Path.of(folder))) {
            try (var jars = Files.newDirectoryStream(Path.of(folder), "*.jar")) {
                for (var jar : jars) {
                    urls.add(jar.toUri().toURL());
                }
            } catch (MalformedURLException e) {
                throw new IllegalStateException("A file has an address", e);
            } catch (IOException e) {
                LOG.warn("The key store's library cannot be read: {}", e.getMessage());
            }
        }
        return urls;
    }

    @Override
    public synchronized Optional<Secret> get(String name) throws IOException {
        return names().contains(name)
                ? Optional.of(Secret.of((String) call("getPassword", SERVICE, name)))
                : Optional.empty();
    }

    @Override
    public synchronized void put(String name, Secret secret) throws IOException {
        call("setPassword", SERVICE, name, secret.reveal());
        var all = new TreeSet<>(names());
        all.add(name);
        write(all);
    }

    @Override
    public synchronized boolean remove(String name) throws IOException {
        var all = new TreeSet<>(names());
        if (!all.remove(name)) {
            return false;
        }
        call("deletePassword", SERVICE, name);
        write(all);
        return true;
    }

    @Override
    public synchronized SortedSet<String> names() throws IOException {
        return Files.exists(names)
                ? Collections.unmodifiableSortedSet(
                        new TreeSet<>(Files.readAllLines(names, StandardCharsets.UTF_8).stream()
                                .filter(line -> !line.isBlank())
                                .toList()))
                : Collections.emptySortedSet();
    }

    private void write(SortedSet<String> all) throws IOException {
        Files.createDirectories(names.toAbsolutePath().getParent());
        Files.write(names, all, StandardCharsets.UTF_8);
    }

    private Object call(String method, String... values) throws IOException {
        try {
            var types = new Class<?>[values.length];
            java.util.Arrays.fill(types, String.class);
            var type = keyring.getClass();
            var answer = inside(
                    type.getClassLoader(), () -> type.getMethod(method, types).invoke(keyring, (Object[]) values));
            return Optional.ofNullable(answer).orElse("");
        } catch (InvocationTargetException e) {
            throw new IOException(
                    "The key store of the system refuses: " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException("The key store of the system cannot be used", e);
        }
    }

    @Override
    public String where() {
        return "the key store of the system";
    }
}
