package org.gatehouse.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two pools on one database. The audit trail has its own, so that a burst of slow pages never keeps an entry from being
 * written, and an entry being written never waits for a page.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** An outage must become an error while the caller still waits for the answer. */
    private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

    /**
     * What is acknowledged is on the disk, also on a server tuned to promise less; one that promises more, to its
     * standbys too, is left alone.
     */
    private static final String DURABLE = """
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
            """;

    private static final int CONNECTIONS = 20;
    private static final int TRAIL_CONNECTIONS = 4;

    @Bean
    DatabaseAccess databaseAccess(Environment environment) {
        return DatabaseAccess.from(environment);
    }

    /** Before any pool: nobody sees a database that is not migrated. */
    @Bean
    Migrations migrations(DatabaseAccess access) {
        return Migrations.apply(access, Migrations.STEPS);
    }

    @Bean
    @Primary
    HikariDataSource dataSource(DatabaseAccess access, Migrations done) {
        return pool("main", access, CONNECTIONS, 2);
    }

    @Bean
    HikariDataSource trailDataSource(DatabaseAccess access, Migrations done) {
        return pool("trail", access, TRAIL_CONNECTIONS, 1);
    }

    /** Hibernate reads its mappings beside the rest of the start; whoever needs an entity manager first waits for it. */
    @Bean
    EntityManagerFactoryBuilderCustomizer jpaStartsInBackground() {
        return builder -> builder.setBootstrapExecutor(new SimpleAsyncTaskExecutor("jpa-start-"));
    }

    /** For business changes; the sessions' library has a template of its own, so Boot makes none. */
    @Bean
    @Primary
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    private static HikariDataSource pool(String name, DatabaseAccess access, int size, int idle) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(access.jdbcUrl());
        if (!access.user().isEmpty()) {
            config.setUsername(access.user());
        }
        config.setPassword(access.password());
        config.setDataSourceProperties(access.driverProperties());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(idle);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setConnectionInitSql(DURABLE);
        config.setInitializationFailTimeout(-1); // migrations have just succeeded; the pool fills itself meanwhile
        return new HikariDataSource(config);
    }
}
