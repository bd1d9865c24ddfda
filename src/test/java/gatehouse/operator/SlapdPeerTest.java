package gatehouse.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.operator.Directory.Answer;
import gatehouse.peers.Program;
import gatehouse.site.DirectoryPlace;
import gatehouse.site.DirectoryPlace.Encryption;
import gatehouse.site.DirectoryPlace.GroupRole;
import gatehouse.site.DirectoryPlace.Way;
import gatehouse.site.Role;
import gatehouse.trust.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// OpenLDAP's slapd: another reading of LDAP, StartTLS and LDAPS than that of the library that asks.
@Tag("peer")
@Execution(ExecutionMode.CONCURRENT)
class SlapdPeerTest {
    private static final Secret PASSWORD = Secret.of("night shift 7");
    private static final Way TEMPLATE = new Way.Template("uid={name},ou=people,dc=example,dc=org");

    @TempDir
    private Path folder;

    private SelfSigned key;
    private int plain;
    private int tls;
    private Program slapd;

    @BeforeEach
    void serve() throws Exception {
        Program.need("slapd", "slapadd", "openssl");
        key = SelfSigned.in(folder, "slapd");
        run(
                "openssl",
                "pkcs12",
                "-in",
                "slapd.p12",
                "-passin",
                "pass:" + SelfSigned.PASSWORD,
                "-nodes",
                "-out",
                "slapd.pem");
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(folder.resolve("slapd.conf"), String.format(Locale.ROOT, """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                pidfile %1$s/slapd.pid
                modulepath /usr/lib/ldap
                moduleload back_mdb
                TLSCertificateFile %1$s/slapd.pem
                TLSCertificateKeyFile %1$s/slapd.pem
                security simple_bind=128
                database mdb
                suffix "dc=example,dc=org"
                rootdn "cn=admin,dc=example,dc=org"
                directory %1$s/db
                access to attrs=userPassword by anonymous auth by * none
                access to * by users read by * none
                """, folder));
        Files.writeString(folder.resolve("people.ldif"), String.format(Locale.ROOT, """
                dn: dc=example,dc=org
                objectClass: dcObject
                objectClass: organization
                o: Example
                dc: example

                dn: ou=people,dc=example,dc=org
                objectClass: organizationalUnit
                ou: people

                dn: uid=eva,ou=people,dc=example,dc=org
                objectClass: inetOrgPerson
                uid: eva
                cn: Eva
                sn: Eva
                userPassword: %1$s

                dn: uid=max,ou=people,dc=example,dc=org
                objectClass: inetOrgPerson
                uid: max
                cn: Max
                sn: Max
                userPassword: %1$s

                dn: cn=guards,dc=example,dc=org
                objectClass: groupOfNames
                cn: guards
                member: uid=eva,ou=people,dc=example,dc=org
                """, PASSWORD.reveal()));
        run("slapadd", "-f", "slapd.conf", "-l", "people.ldif");
        plain = Program.freePort();
        tls = Program.freePort();
        slapd = Program.start(
                folder,
                "slapd",
                "-d",
                "256",
                "-f",
                folder.resolve("slapd.conf").toString(),
                "-h",
                "ldap://127.0.0.1:" + plain + " ldaps://127.0.0.1:" + tls);
        slapd.until("slapd starting", 20);
    }

    private void run(String... command) throws Exception {
        try (var program = Program.start(folder, command)) {
            assertEquals(0, program.status(30), program::output);
        }
    }

    @AfterEach
    void end() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @Test
    void whoIsInAGroupLogsInByLdapsAndByStartTls() {
        for (var encryption : Encryption.values()) {
            var directory = directory(encryption, TEMPLATE);
            var known = assertInstanceOf(Answer.Known.class, directory.ask("Eva", PASSWORD), encryption::name);
            assertEquals(new Operator("eva", Role.GUARD), known.operator());
            assertInstanceOf(Answer.Refused.class, directory.ask("max", PASSWORD), "in no group");
            assertInstanceOf(Answer.Refused.class, directory.ask("eva", Secret.of("wrong")));
            assertInstanceOf(Answer.Refused.class, directory.ask("eva", Secret.NONE));
            assertInstanceOf(Answer.Refused.class, directory.ask("eva,ou=people", PASSWORD));
            assertInstanceOf(Answer.Refused.class, directory.ask("nobody", PASSWORD));
        }
    }

    @Test
    void aPersonIsSearchedForByAReader() {
        var way = new Way.Search(
                "dc=example,dc=org", "(uid={name})", new Login("uid=max,ou=people,dc=example,dc=org", PASSWORD));
        var eva = directory(Encryption.TLS, way).ask("eva", PASSWORD);
        assertInstanceOf(Answer.Known.class, eva, () -> eva + "\n" + slapd.output());
        assertInstanceOf(Answer.Refused.class, directory(Encryption.TLS, way).ask("e*", PASSWORD));
    }

    private LdapDirectory directory(Encryption encryption, Way way) {
        return new LdapDirectory(new DirectoryPlace(
                "127.0.0.1",
                encryption == Encryption.TLS ? tls : plain,
                encryption,
                Optional.of(key.pin().sha256()),
                way,
                "memberOf",
                List.of(new GroupRole("cn=guards,dc=example,dc=org", Role.GUARD, Optional.empty())),
                Duration.ofSeconds(5)));
    }
}
