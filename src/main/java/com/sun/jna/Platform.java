package com.sun.jna;

/// See `Native`.
public final class Platform {
    /// Where natives would lie.
    public static final String RESOURCE_PREFIX = "none";

    private Platform() {}
}
