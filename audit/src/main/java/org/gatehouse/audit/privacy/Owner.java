package org.gatehouse.audit.privacy;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose key: a person's in a realm, or a realm's own of a month. Exactly one of person and month is set. */
record Owner(int realm, @Nullable UUID person, @Nullable LocalDate month) {}
