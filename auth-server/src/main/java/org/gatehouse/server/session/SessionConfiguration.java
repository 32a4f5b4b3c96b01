package org.gatehouse.server.session;

import java.security.GeneralSecurityException;
import javax.sql.DataSource;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in the table {@code web_session}; expired ones are removed by the library every minute. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(tableName = "web_session")
class SessionConfiguration {

    @Bean
    HttpSessionIdResolver sessionIdResolver(MasterKey masterKey) throws GeneralSecurityException {
        return new RealmSessionCookies(masterKey);
    }

    /** Plain JDBC transactions of their own: a session write needs no Hibernate session, and never joins business work. */
    @Bean
    TransactionOperations springSessionTransactionOperations(DataSource dataSource) {
        TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }
}
