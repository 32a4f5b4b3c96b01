package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.exports.trail.TrailExport;
import org.gatehouse.server.exports.trail.TrailScope;
import org.jspecify.annotations.Nullable;

/** An export of the trail as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrailExportJson(
        UUID id,
        String state,
        @Nullable String problem,
        String format,
        TrailScope scope,
        long entries,
        @Nullable Long expected,
        @Nullable UUID approval,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Manifest manifest) {

    /** What somebody needs who checks the file later, apart from this service. */
    record Manifest(
            String file,
            String mediaType,
            String realm,
            TrailScope scope,
            long entries,
            long bytes,
            @Nullable String sha256,
            Map<String, String> checkpoints) {}

    static TrailExportJson of(TrailExport export) {
        return new TrailExportJson(
                export.id(),
                export.state().code(),
                export.problem(),
                export.format().code(),
                export.scope(),
                export.entries(),
                export.expected(),
                export.approval(),
                export.createdAt(),
                export.expiresAt(),
                export.state() == TrailExport.State.READY ? manifest(export) : null);
    }

    private static Manifest manifest(TrailExport export) {
        return new Manifest(
                export.fileName(),
                export.format().mediaType(),
                export.realm(),
                export.scope(),
                export.entries(),
                export.bytes(),
                export.sha256(),
                export.checkpoints());
    }
}
