package org.gatehouse.server.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account's opened personal fields. Kept only as long as one answer needs them. */
public record PersonalData(@Nullable String email, @Nullable String phone, Map<String, Object> claims) {}
