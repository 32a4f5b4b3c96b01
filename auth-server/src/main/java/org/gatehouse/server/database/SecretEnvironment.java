package org.gatehouse.server.database;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code env:NAME} in a realm file refers to. */
@FunctionalInterface
public interface SecretEnvironment extends Function<String, @Nullable String> {}
