package org.gatehouse.server.database;

import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What the data directory and the environment hold. */
@Configuration(proxyBeanMethods = false)
class DataDirectoryConfiguration {

    /** The launcher opens it before the context starts, because the embedded PostgreSQL is in it. */
    @Bean
    @ConditionalOnMissingBean
    DataDirectory dataDirectory(GatehouseProperties properties) {
        return DataDirectory.open(
                properties.dataDirectory(),
                properties.demo() ? DataDirectory.Kind.DEMO : DataDirectory.Kind.PRODUCTION);
    }

    @Bean
    MasterKey masterKey(DataDirectory data, GatehouseProperties properties, Environment environment) {
        String reference = MasterKeySource.reference(environment);
        return new MasterKeySource(System::getenv).read(reference, data, properties.demo());
    }

    @Bean
    @ConditionalOnMissingBean
    SecretEnvironment secretEnvironment(DataDirectory data, GatehouseProperties properties) {
        return properties.demo() ? new DemoSecrets(data, System::getenv) : System::getenv;
    }
}
