package gatehouse.safe;

import gatehouse.door.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// One short visit to the safe of a data folder, in a process and a desktop session of its own:
/// `FOLDER put NAME VALUE`, `FOLDER get NAME`, `FOLDER remove NAME`.
final class KeyStoreUser {
    private KeyStoreUser() {}

    public static void main(String[] args) throws Exception {
        var safe = Safe.of(Path.of(args[0]), Optional.empty());
        switch (args[1]) {
            case "put" -> safe.put(args[2], Secret.of(args[3]));
            case "remove" -> System.out.println("removed " + safe.remove(args[2]));
            default ->
                System.out.println(
                        "found " + safe.get(args[2]).map(Secret::reveal).orElse("nothing"));
        }
        System.out.println("in " + safe.where());
        System.exit(0);
    }
}
