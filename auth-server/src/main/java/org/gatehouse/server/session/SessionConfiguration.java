package org.gatehouse.server.session;

import java.security.GeneralSecurityException;
import javax.sql.DataSource;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in the table {@code web_session}; {@link ExpiredSessions} removes those whose time is up. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionConfiguration {

    @Bean
    HttpSessionIdResolver sessionIdResolver(MasterKey masterKey) throws GeneralSecurityException {
        return new RealmSessionCookies(masterKey);
    }

    /** Put together here because the library's own configuration parses an XML file of other databases' error codes. */
    @Bean
    JdbcIndexedSessionRepository sessionRepository(DataSource dataSource) {
        JdbcIndexedSessionRepository sessions =
                new JdbcIndexedSessionRepository(new JdbcTemplate(dataSource), transactionsOfTheirOwn(dataSource));
        sessions.setTableName("web_session");
        sessions.setIndexResolver(new SessionOwner());
        sessions.setCleanupCron(Scheduled.CRON_DISABLED);
        return sessions;
    }

    /** Plain JDBC: a session write needs no Hibernate session, and never joins business work. */
    private static TransactionOperations transactionsOfTheirOwn(DataSource dataSource) {
        TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }
}
