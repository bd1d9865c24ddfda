package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.history.Event;
import gatehouse.operator.Directory.Answer;
import gatehouse.site.DirectoryPlace;
import gatehouse.site.DirectoryPlace.Encryption;
import gatehouse.site.DirectoryPlace.GroupRole;
import gatehouse.site.DirectoryPlace.Way;
import gatehouse.site.Person;
import gatehouse.site.Role;
import gatehouse.trust.SelfSigned;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class LdapDirectoryTest {
    private static final Way TEMPLATE = new Way.Template("uid={name},ou=people,dc=example,dc=org");
    private static final Secret PASSWORD = Secret.of("night shift 7");

    @TempDir
    private static Path folder;

    private static SelfSigned key;
    private InMemoryDirectoryServer server;

    @BeforeAll
    static void certify() {
        key = SelfSigned.in(folder, "ldap");
    }

    @BeforeEach
    void serve() throws Exception {
        var config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setSchema(null);
        var loopback = InetAddress.getLoopbackAddress();
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPSConfig(
                        "tls", loopback, 0, key.context().getServerSocketFactory(), null),
                InMemoryListenerConfig.createLDAPConfig(
                        "plain", loopback, 0, key.context().getSocketFactory()),
                InMemoryListenerConfig.createLDAPConfig("never", loopback, 0, null));
        server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        server.add("dn: ou=people,dc=example,dc=org", "objectClass: organizationalUnit", "ou: people");
        server.add(
                "dn: uid=eva,ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "uid: eva",
                "memberOf: cn=guards,dc=example,dc=org",
                "userPassword: " + PASSWORD.reveal());
        server.add(
                "dn: uid=sue,ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "uid: sue",
                "userPassword: " + PASSWORD.reveal());
        server.add(
                "dn: uid=max,ou=people,dc=example,dc=org",
                "objectClass: inetOrgPerson",
                "uid: max",
                "userPassword: " + PASSWORD.reveal());
        server.add(
                "dn: cn=chiefs,dc=example,dc=org",
                "objectClass: groupOfNames",
                "cn: chiefs",
                "member: uid=sue,ou=people,dc=example,dc=org");
        server.startListening();
    }

    @AfterEach
    void end() {
        server.shutDown(true);
    }

    @Test
    void aGroupGivesTheRoleWhicheverOfTheTwoKnowsTheOther() {
        var eva =
                assertInstanceOf(Answer.Known.class, directory("tls", TEMPLATE).ask("EVA", PASSWORD));
        assertEquals(new Operator("eva", Role.GUARD), eva.operator(), "by the directory's own name");
        var sue =
                assertInstanceOf(Answer.Known.class, directory("tls", TEMPLATE).ask("sue", PASSWORD));
        assertEquals(Role.SUPERVISOR, sue.operator().role());
        assertInstanceOf(Answer.Refused.class, directory("tls", TEMPLATE).ask("max", PASSWORD), "in no group");
    }

    @Test
    void startTlsIsUsedOrNothingIsSaid() {
        assertInstanceOf(Answer.Known.class, directory("plain", TEMPLATE).ask("eva", PASSWORD));
        assertInstanceOf(Answer.Unreachable.class, directory("never", TEMPLATE).ask("eva", PASSWORD));
    }

    @Test
    void aPersonCanBeSearchedFor() {
        var way = new Way.Search(
                "dc=example,dc=org",
                "(&(objectClass=inetOrgPerson)(uid={name}))",
                new Login("uid=max,ou=people,dc=example,dc=org", PASSWORD));
        assertInstanceOf(Answer.Known.class, directory("tls", way).ask("eva", PASSWORD));
        assertInstanceOf(Answer.Refused.class, directory("tls", way).ask("*", PASSWORD), "a star is a star");
        assertInstanceOf(Answer.Refused.class, directory("tls", way).ask("nobody", PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eva,ou=people", "eva)(uid=*", "", " ", "*", "eva\u0000", "e\\76a"})
    void aStrangeNameIsOnlyAName(String name) {
        assertInstanceOf(Answer.Refused.class, directory("tls", TEMPLATE).ask(name, PASSWORD));
    }

    @Test
    void anEmptyOrWrongPasswordIsNoBind() {
        assertInstanceOf(Answer.Refused.class, directory("tls", TEMPLATE).ask("eva", Secret.NONE));
        assertInstanceOf(Answer.Refused.class, directory("tls", TEMPLATE).ask("eva", Secret.of("wrong")));
    }

    @Test
    void anotherKeyIsAHardStop() {
        var place = place("tls", TEMPLATE, Optional.of("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
        assertInstanceOf(Answer.Unreachable.class, new LdapDirectory(place).ask("eva", PASSWORD));
    }

    @Test
    void whileItIsAwayThePeopleOfTheSiteGetIn() {
        var directory = directory("tls", TEMPLATE);
        var diary = new ArrayList<Event>();
        var local = new Person("Gerda", Role.GUARD, Pins.hash(PASSWORD, new Cost(64, 1, 1)), Optional.empty());
        var logIn = new LogIn(People.of(List.of(local)), directory, diary::add);
        assertInstanceOf(LogIn.Result.Welcome.class, logIn.attempt("eva", PASSWORD));
        server.shutDown(true);
        var wrong = assertInstanceOf(LogIn.Result.Wrong.class, logIn.attempt("eva", PASSWORD));
        assertTrue(wrong.why().orElseThrow().contains("does not answer"));
        assertInstanceOf(LogIn.Result.Welcome.class, logIn.attempt("Gerda", PASSWORD));
    }

    private LdapDirectory directory(String listener, Way way) {
        return new LdapDirectory(place(listener, way, Optional.of(key.pin().sha256())));
    }

    private DirectoryPlace place(String listener, Way way, Optional<String> pin) {
        return new DirectoryPlace(
                "127.0.0.1",
                server.getListenPort(listener),
                listener.equals("tls") ? Encryption.TLS : Encryption.STARTTLS,
                pin,
                way,
                "memberOf",
                List.of(
                        new GroupRole("CN=Guards, DC=example, DC=org", Role.GUARD, Optional.empty()),
                        new GroupRole("cn=chiefs,dc=example,dc=org", Role.SUPERVISOR, Optional.empty())),
                Duration.ofSeconds(5));
    }
}
