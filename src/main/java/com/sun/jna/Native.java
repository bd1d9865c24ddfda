package com.sun.jna;

import java.io.File;
import java.io.IOException;

/// In place of JNA, which jitsi-srtp asks for its natives: there are none, so it does its work in Java.
///
/// The real JNA would bring two native libraries into this process, and where it cannot unpack them (a temporary folder
/// without execution) jitsi-srtp ends in a NoClassDefFoundError instead of going on without.
public final class Native {
    private Native() {}

    @SuppressWarnings("DoNotCallSuggester") // the library calls it, and goes on without natives
    public static File extractFromResourcePath(String name, ClassLoader loader) throws IOException {
        throw new IOException(name + " is not wanted");
    }
}
