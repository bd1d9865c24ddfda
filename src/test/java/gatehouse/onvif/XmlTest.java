package gatehouse.onvif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class XmlTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @TestFactory
    List<DynamicTest> entityBombsOfTheCorpusAreRefused() throws IOException {
        var folder = Path.of(System.getProperty("gatehouse.corpora", "../shared/corpora"), "xml-bombs");
        assumeTrue(Files.isDirectory(folder), "no corpora at " + folder);
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".xml"))
                    .sorted()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> {
                        var bytes = Files.readAllBytes(f);
                        assertTimeout(
                                Duration.ofSeconds(20),
                                () -> assertThrows(Xml.Unreadable.class, () -> Xml.read(bytes)));
                    }))
                    .toList();
        }
    }

    @Test
    void fileNamedByAnEntityIsNotRead() throws IOException {
        var secret = Files.createTempFile("secret", ".txt");
        Files.writeString(secret, "TOPSECRET");
        var xxe = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>";
        var refused = assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8(xxe)));
        assertEquals("it has a document type declaration", refused.getMessage());
        Files.delete(secret);
    }

    @Test
    void undeclaredEntityIsRefused() {
        assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8("<a>&x;</a>")));
    }

    @Test
    void twoHundredThousandNestedElementsAreTooLarge() {
        var nested = "<a>".repeat(200_000);
        assertInstanceOf(Xml.Oversized.class, assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8(nested))));
    }

    @Test
    void moreElementsThanTheCapAreTooLarge() {
        var wide = "<a>" + "<b/>".repeat(Xml.MOST_ELEMENTS + 1) + "</a>";
        assertInstanceOf(Xml.Oversized.class, assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8(wide))));
    }

    @Test
    void moreThanOneMebibyteIsTooLarge() {
        var large = "<a>" + "x".repeat(Xml.MOST_BYTES) + "</a>";
        assertInstanceOf(Xml.Oversized.class, assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8(large))));
    }

    @Test
    void pageForPeopleIsToldApart() {
        var page = "\n<!DOCTYPE html>\n<html><head></head><body>Log in</body></html>";
        assertInstanceOf(Xml.Html.class, assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8(page))));
    }

    @TestFactory
    List<DynamicTest> sloppyDocumentsAreRead() {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b>ü</b></a>";
        return List.of(
                reads("blank lines before the declaration", utf8("\r\n\r\n" + xml)),
                reads("a byte order mark", utf8("\uFEFF" + xml)),
                reads("a byte order mark and a blank line", utf8("\uFEFF\r\n" + xml)),
                reads("no declaration", utf8("<a><b>ü</b></a>")),
                reads("undeclared prefixes", utf8("<x:a><y:b z:c=\"1\">ü</y:b></x:a>")),
                reads("something behind the root", utf8(xml + "\r\n--boundary--\0")),
                reads("the head of a multipart message", utf8("--boundary\r\nContent-Type: text/xml\r\n\r\n" + xml)),
                reads("Latin-1", xml.replace("UTF-8", "ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1)),
                reads("UTF-16", xml.replace("UTF-8", "UTF-16").getBytes(Charset.forName("UTF-16"))),
                reads("CDATA", utf8("<a><b><![CDATA[ü]]></b></a>")));
    }

    private static DynamicTest reads(String what, byte[] document) {
        return DynamicTest.dynamicTest(
                what, () -> assertEquals("ü", Xml.read(document).text("b")));
    }

    @TestFactory
    List<DynamicTest> brokenDocumentsAreUnreadable() {
        return List.of("", "   ", "no xml at all", "<a>", "<a></b>", "<a><b></a>", "<a b></a>", "<a>\u0000</a>", "<")
                .stream()
                .map(d -> DynamicTest.dynamicTest(
                        "\"" + d.replace('\0', '0') + "\"",
                        () -> assertThrows(Xml.Unreadable.class, () -> Xml.read(utf8(d)))))
                .toList();
    }
}
