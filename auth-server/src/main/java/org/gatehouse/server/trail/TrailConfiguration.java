package org.gatehouse.server.trail;

import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.gatehouse.audit.erasure.ErasureJournal;
import org.gatehouse.audit.erasure.Erasures;
import org.gatehouse.audit.erasure.Redaction;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.query.AddressIndex;
import org.gatehouse.audit.query.Histograms;
import org.gatehouse.audit.query.LeafHashes;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailFeed;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.retention.Expiry;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.audit.trail.TrailOptions;
import org.gatehouse.server.database.DataDirectory;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the audit trail on its own small pool, so that business load never keeps an entry from being written. */
@Configuration(proxyBeanMethods = false)
class TrailConfiguration {

    /** The epoch of the region key derived from today's master key; it rises when that key is replaced. */
    private static final int KEY_EPOCH = 1;

    @Bean
    KeyRing trailKeys(MasterKey masterKey) {
        return KeyRing.of(masterKey.derive(MasterKey.TRAIL), KEY_EPOCH);
    }

    @Bean
    RetentionPolicy retentionPolicy(Realms realms) {
        return (realm, category) ->
                realms.find(realm).map(known -> RealmTiers.of(known, category)).orElseGet(category::defaultTier);
    }

    @Bean
    JdbcAuditTrail auditTrail(
            @Qualifier("trailDataSource") DataSource dataSource,
            RetentionPolicy retention,
            KeyRing keys,
            Clock clock,
            BeforeFirstEntry beforeFirstEntry,
            Optional<TrailOptions> options) {
        beforeFirstEntry.check();
        String node = ProcessHandle.current().pid() + "@" + Long.toString(clock.millis(), Character.MAX_RADIX);
        return JdbcAuditTrail.open(dataSource, retention, keys, clock, node, options.orElseGet(TrailOptions::defaults));
    }

    @Bean
    Expiry trailExpiry(
            @Qualifier("trailDataSource") DataSource dataSource, JdbcAuditTrail trail, KeyRing keys, Clock clock) {
        return Expiry.of(dataSource, trail, keys, clock);
    }

    @Bean
    ErasureJournal erasureJournal(DataDirectory data, KeyRing keys) {
        return ErasureJournal.at(data.resolve("erasures.journal"), keys);
    }

    @Bean
    Erasures trailErasures(@Qualifier("trailDataSource") DataSource dataSource, KeyRing keys) {
        return Erasures.on(dataSource, keys);
    }

    @Bean
    Redaction trailRedaction(@Qualifier("trailDataSource") DataSource dataSource, Clock clock) {
        return Redaction.of(dataSource, clock);
    }

    @Bean
    TrailReader trailReader(@Qualifier("trailDataSource") DataSource dataSource, JdbcAuditTrail trail) {
        return TrailReader.on(dataSource, trail.subjectKeys());
    }

    @Bean
    TrailCounts trailCounts(@Qualifier("trailDataSource") DataSource dataSource, TrailReader reader) {
        return TrailCounts.on(dataSource, reader);
    }

    @Bean
    AddressIndex trailAddresses(
            @Qualifier("trailDataSource") DataSource dataSource, JdbcAuditTrail trail, Clock clock) {
        return AddressIndex.on(dataSource, trail.subjectKeys(), clock);
    }

    @Bean
    Histograms histograms(TrailReader reader, TrailCounts counts) {
        return Histograms.on(reader, counts);
    }

    @Bean
    TrailFeed trailFeed(@Qualifier("trailDataSource") DataSource dataSource, JdbcAuditTrail trail) {
        return TrailFeed.on(dataSource, trail.subjectKeys());
    }

    @Bean
    LeafHashes leafHashes(@Qualifier("trailDataSource") DataSource dataSource) {
        return LeafHashes.on(dataSource);
    }
}
