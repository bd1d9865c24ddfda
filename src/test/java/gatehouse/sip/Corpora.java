package gatehouse.sip;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The messages that others have thought up to break telephones with, where they are at hand.
final class Corpora {
    private static final Path FOLDER = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"));
    private static final Pattern LENGTH = Pattern.compile("(?im)^(content-length|l)([ \\t]*:[ \\t]*)\\d+");

    private Corpora() {}

    static List<Path> files(String name) throws IOException {
        Path folder = FOLDER.resolve(name);
        assumeTrue(Files.isDirectory(folder), "There is no corpus " + folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /// Bit for bit.
    static String exact(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /// With the line ends of SIP, and the length of the body counted with them.
    static String mended(Path file) throws IOException {
        String text = exact(file).replaceAll("\\r?\\n", "\r\n");
        int body = text.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(body < 0 ? text : text.substring(0, body));
        if (body < 0) {
            return text + "\r\n\r\n";
        }
        return length.find() ? length.replaceFirst("$1$2" + (text.length() - body - 4)) + text.substring(body) : text;
    }

    /// Many say that they came by another transport; they shall not fail for that alone.
    static String by(Transport transport, String message) {
        return message.replaceAll("(SIP\\s*/\\s*[27]\\.0\\s*/\\s*)(TCP|UDP|TLS)", "$1" + transport.name());
    }

    /// As if no other message had the same branch and the same call, and to be answered where it came from.
    static String alone(String message, String name) {
        return message.replaceAll("(?i)branch *= *z9hG4bK", "rport;branch=z9hG4bK" + name)
                .replaceAll("(?im)^(call-id|i)([ \\t]*:[ \\t]*)", "$1$2" + name);
    }

    /// A file of PROTOS holds two messages, each after its length in decimal and a blank.
    static List<byte[]> protos(Path path, RawCaller caller, int number) throws IOException {
        byte[] file = Files.readAllBytes(path);
        var messages = new ArrayList<byte[]>();
        int at = 0;
        while (at < file.length) {
            int blank = at;
            while (file[blank] != ' ') {
                blank++;
            }
            int length = Integer.parseInt(new String(file, at, blank - at, StandardCharsets.US_ASCII));
            String text = new String(file, blank + 1, length, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n");
            messages.add(text.replace("<To>", "desk@" + caller.there())
                    .replace("SIP/2.0/UDP", "SIP/2.0/" + caller.transport().toUpperCase(Locale.ROOT))
                    .replace("<From>", "protos@" + caller.here())
                    .replace("<From-Address>", "127.0.0.1")
                    .replace("<From-IP>", "127.0.0.1")
                    .replace("<Local-Port>", Integer.toString(caller.port()))
                    .replace("<Branch-ID>", "protos" + number)
                    .replace("<Call-ID>", "protos" + number)
                    .replace("<CSeq>", "1")
                    .replace("<Content-Length>", Integer.toString(body < 0 ? 0 : text.length() - body - 4))
                    .replace("<Teardown-Method>", "CANCEL")
                    .getBytes(StandardCharsets.ISO_8859_1));
            at = blank + 1 + length;
        }
        return messages;
    }
}
