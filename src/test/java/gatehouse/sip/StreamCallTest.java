package gatehouse.sip;

import static gatehouse.sip.PhoneTest.settings;
import static gatehouse.sip.PhoneTest.voice;
import static gatehouse.sip.RawCaller.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.sip.PhoneEvent.Changed;
import gatehouse.sip.PhoneEvent.Confirmed;
import gatehouse.sip.PhoneEvent.Ended;
import gatehouse.sip.PhoneSettings.Limits;
import gatehouse.trust.Pin;
import gatehouse.trust.PinnedTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Stations that are called straight over TCP and over TLS.
@Execution(ExecutionMode.CONCURRENT)
class StreamCallTest {
    private final Heard heard = new Heard();

    private Phone phone;

    @BeforeEach
    void open() throws IOException {
        phone = Phone.open(settings(Limits.USUAL), heard);
    }

    @AfterEach
    void close() {
        phone.close();
    }

    @Test
    void stationIsCalledByTcp() throws Exception {
        try (var station = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            talk(station, new Callee.Direct("127.0.0.1", station.getLocalPort(), Transport.TCP, "porter"));
        }
    }

    @Test
    void stationIsCalledByTlsWhenItsCertificateIsTheRightOne() throws Exception {
        var certificate = PbxCertificate.ofThisComputer();
        for (Secured believed :
                new Secured[] {certificate.checked(), PinnedTls.of(Optional.of(certificate.pin()))::over}) {
            try (var station = certificate
                    .context()
                    .getServerSocketFactory()
                    .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                talk(station, byTls(station, believed));
            }
        }
    }

    @Test
    void stationWithAnotherCertificateIsNotSpokenTo() throws Exception {
        var certificate = PbxCertificate.ofThisComputer();
        var other = new Pin(Base64.getEncoder().encodeToString(new byte[32]));
        try (var station = certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CallId call = phone.call(byTls(station, PinnedTls.of(Optional.of(other))::over), voice());
            try (Socket socket = station.accept()) {
                socket.setSoTimeout(20_000);
                assertThrows(IOException.class, () -> RawCaller.read(socket.getInputStream()), "not a word");
            }
            assertEquals(new Ended(call, End.NOT_REACHABLE), heard.next(Ended.class));
        }
    }

    private static Callee.Direct byTls(ServerSocket station, Secured secured) {
        return new Callee.Direct("127.0.0.1", station.getLocalPort(), Transport.TLS, "porter", Optional.of(secured));
    }

    private void talk(ServerSocket station, Callee.Direct callee) throws Exception {
        String token = callee.transport().name();
        CallId call = phone.call(callee, voice());
        try (Socket socket = station.accept()) {
            socket.setSoTimeout(20_000);
            String invite = RawCaller.read(socket.getInputStream());
            assertTrue(invite.startsWith("INVITE sip:porter@127.0.0.1:" + station.getLocalPort()), invite);
            assertTrue(header(invite, "Via").startsWith("SIP/2.0/" + token + " "), invite);
            assertTrue(header(invite, "Contact").contains("transport=" + token.toLowerCase(Locale.ROOT)), invite);
            assertEquals(token.equals("TLS"), invite.contains("a=crypto:"), "keys where nobody else reads them");
            say(socket, answer(station, invite, token));
            assertTrue(RawCaller.read(socket.getInputStream()).startsWith("ACK "));
            assertEquals(call, heard.next(Changed.class).call());
            assertEquals(call, heard.next(Confirmed.class).call());
            phone.end(call);
            String bye = RawCaller.read(socket.getInputStream());
            assertTrue(bye.startsWith("BYE "), bye);
            say(socket, RawCaller.reply(bye, "200 OK"));
            assertEquals(new Ended(call, End.HUNG_UP_HERE), heard.next(Ended.class));
        }
    }

    private static String answer(ServerSocket station, String invite, String token) {
        String body = RawCaller.VOICE.replace("\n", "\r\n");
        return RawCaller.reply(invite, "200 OK")
                .replaceFirst("(?m)^To: (.*)$", "To: $1;tag=station")
                .replaceFirst(
                        "(?s)Content-Length:.*",
                        "Contact: <sip:porter@127.0.0.1:" + station.getLocalPort() + ";transport="
                                + token.toLowerCase(Locale.ROOT)
                                + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body);
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
