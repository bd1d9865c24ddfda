package gatehouse.site;

/// What a person at the desk is there for. Rights follow from it, see `operator`.
public enum Role {
    GUARD,
    SUPERVISOR,
    INSTALLER
}
