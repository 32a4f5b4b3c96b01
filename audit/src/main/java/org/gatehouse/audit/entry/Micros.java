package org.gatehouse.audit.entry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times in whole microseconds since 1970, which is exactly what PostgreSQL keeps. */
public final class Micros {

    private Micros() {}

    public static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.truncatedTo(ChronoUnit.MICROS));
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** As JDBC wants a {@code timestamptz}. */
    public static OffsetDateTime toSql(long micros) {
        return toInstant(micros).atOffset(ZoneOffset.UTC);
    }
}
