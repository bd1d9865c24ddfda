package gatehouse.door;

import static java.util.Objects.requireNonNull;

/// The name and password a device wants to hear.
public record Login(String user, Secret password) {
    public static final Login NONE = new Login("", Secret.NONE);

    public Login {
        requireNonNull(user);
        requireNonNull(password);
    }

    public boolean isEmpty() {
        return user.isEmpty();
    }
}
