package org.gatehouse.server.proofs;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.anchor.Anchors;
import org.gatehouse.audit.anchor.CheckpointSink;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.publish.WitnessRounds;
import org.gatehouse.audit.witness.Witness;
import org.gatehouse.audit.witness.WitnessClient;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publishing and proving, on the trail's own pool. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProofProperties.class)
class ProofConfiguration {

    private static final String CHECKPOINTS = "checkpoints";
    private static final Duration WITNESS_PATIENCE = Duration.ofSeconds(5);

    @Bean
    Anchors anchors(GatehouseProperties properties, ProofProperties proofs) {
        Path own = proofs.checkpoints();
        return new AnchorFiles(own == null ? properties.dataDirectory().resolve(CHECKPOINTS) : own);
    }

    @Bean
    CheckpointPublisher checkpointPublisher(
            @Qualifier("trailDataSource") DataSource database,
            KeyRing keys,
            Clock clock,
            Anchors anchors,
            WatchedSink sink) {
        return new CheckpointPublisher(database, keys, clock, anchors, sink);
    }

    @Bean
    TrailProofs trailProofs(@Qualifier("trailDataSource") DataSource database) {
        return TrailProofs.on(database);
    }

    @Bean
    WatchedSink watchedSink(ProofProperties proofs, Clock clock) {
        return new WatchedSink(sink(proofs.checkpointSink()), clock);
    }

    @Bean
    WitnessRounds witnessRounds(
            @Qualifier("trailDataSource") DataSource database, ProofProperties proofs, Clock clock) {
        List<Witness> witnesses = proofs.usableWitnesses();
        return new WitnessRounds(
                database, clock, witnesses, proofs.usableQuorum(), new WitnessClient(WITNESS_PATIENCE));
    }

    private static @Nullable CheckpointSink sink(@Nullable URI address) {
        if (address == null) {
            return null;
        }
        try {
            return new CheckpointSink(address);
        } catch (IllegalArgumentException ex) {
            throw new StartRefusedException("gatehouse.trail.checkpoint-sink cannot be used. " + ex.getMessage(), ex);
        }
    }
}
