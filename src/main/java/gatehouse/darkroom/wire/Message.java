package gatehouse.darkroom.wire;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One message as it was received. `body` is valid until the next `receive` of the same wire.
public record Message(int kind, ByteBuffer body) {
    /// Reads a text written with `putText`.
    public static String text(ByteBuffer body) throws IOException {
        try {
            int length = body.getInt();
            if (length < 0 || length > body.remaining()) {
                throw new IOException("A text of " + length + " bytes in a message with " + body.remaining());
            }
            var bytes = new byte[length];
            body.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (BufferUnderflowException e) {
            throw new IOException("A message that ends too early", e);
        }
    }

    public static void putText(ByteBuffer body, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        body.putInt(bytes.length).put(bytes);
    }

    /// The most bytes `putText` takes.
    public static int textBytes(String text) {
        return 4 + 3 * text.length();
    }
}
