package org.gatehouse.server.proofs;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the newest checkpoints are kept outside the database.
 *
 * @param checkpoints a directory; {@code checkpoints} in the data directory unless given. Best where a restored backup
 *     does not reach
 * @param checkpointSink an HTTPS address each new checkpoint is posted to; none unless given
 */
@ConfigurationProperties("gatehouse.trail")
record ProofProperties(@Nullable Path checkpoints, @Nullable URI checkpointSink) {}
