package gatehouse.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The searchable copy of the journal in an embedded H2 file. Writing the same entries again changes nothing.
///
/// Writing is for one thread; `jdbi()` is for any.
final class Projection implements AutoCloseable {
    /// Up to which entry the copy goes, how many entries it has seen and how many rows they made.
    record Watermark(long seq, String hash, long entries, long rows) {
        static final Watermark NONE = new Watermark(0, Frame.NO_HASH, 0, 0);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final String NAME = "search";

    /// Of the newest file in the migration folder.
    private static final String VERSION = "1";

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Projection(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    static Path fileIn(Path data) {
        return data.resolve(NAME + ".mv.db");
    }

    static Projection open(Path data) {
        // retry: an interrupted reader closes the file under everybody; H2 then opens it again.
        var projection = new Projection(
                pool("jdbc:h2:retry:" + path(data) + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE=32768"));
        boolean kept = false;
        try {
            if (!projection.isCurrent()) {
                projection.migrate();
            }
            kept = true;
            return projection;
        } finally {
            if (!kept) {
                projection.pool.close();
            }
        }
    }

    /// Flyway costs a second or more to wake up; a start with nothing to migrate does without it.
    private boolean isCurrent() {
        return jdbi.withHandle(h -> {
            boolean migrated = h.createQuery(
                                    "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'flyway_schema_history'")
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            return migrated
                    && h.createQuery("SELECT COUNT(*) FROM \"flyway_schema_history\" WHERE \"version\" = :version"
                                            + " AND \"success\"")
                                    .bind("version", VERSION)
                                    .mapTo(Integer.class)
                                    .one()
                            > 0;
        });
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:gatehouse/history/migration")
                .load()
                .migrate();
    }

    /// Only to look: the watermark of a copy that nobody has open; empty when there is none.
    static Optional<Watermark> peek(Path data) {
        if (!Files.exists(fileIn(data))) {
            return Optional.empty();
        }
        try (var projection =
                new Projection(pool("jdbc:h2:file:" + path(data) + ";ACCESS_MODE_DATA=r;TRACE_LEVEL_FILE=0"))) {
            return Optional.of(projection.watermark());
        }
    }

    private static String path(Path data) {
        String path = data.resolve(NAME).toAbsolutePath().toString();
        if (path.contains(";")) {
            throw new IllegalArgumentException("The data folder must have no ';' in its name: " + data);
        }
        return path;
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        config.setPoolName("history");
        config.setInitializationFailTimeout(1);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    Watermark watermark() {
        return jdbi.withHandle(h -> h.createQuery("SELECT seq, hash, entries, events FROM watermark WHERE one = 1")
                .map((rs, context) -> new Watermark(rs.getLong(1), rs.getString(2), rs.getLong(3), rs.getLong(4)))
                .findOne()
                .orElse(Watermark.NONE));
    }

    long rows() {
        return jdbi.withHandle(Projection::rows);
    }

    private static long rows(Handle h) {
        return h.createQuery("SELECT COUNT(*) FROM event").mapTo(Long.class).one();
    }

    /// What is copied goes to the disk before the watermark is believed.
    void settle() {
        jdbi.useHandle(h -> h.execute("CHECKPOINT SYNC"));
    }

    /// Entries in the order of the journal, all after the watermark; they and the new watermark are one transaction.
    Watermark write(List<Entry> entries, Watermark before) {
        Entry last = entries.getLast();
        return jdbi.inTransaction(h -> {
            new Batch(h, entries).write();
            var after = new Watermark(last.seq(), last.hash(), before.entries() + entries.size(), rows(h));
            h.createUpdate("MERGE INTO watermark (one, seq, hash, entries, events) KEY (one) VALUES (1, ?, ?, ?, ?)")
                    .bind(0, after.seq())
                    .bind(1, after.hash())
                    .bind(2, after.entries())
                    .bind(3, after.rows())
                    .execute();
            return after;
        });
    }

    @Override
    public void close() {
        try {
            if (!pool.isClosed()) {
                shutDown();
            }
        } finally {
            pool.close();
        }
    }

    /// In order: H2 has written everything when the statement returns. It takes its connections along, so what the
    /// pool's connection says of that is not looked at.
    private void shutDown() {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.debug("After the shutdown: {}", e.toString());
        }
    }
}
