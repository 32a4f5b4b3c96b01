package org.gatehouse.server.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** An account's key: realm first. The UUID is the account's subject in tokens (OIDC Core section 8). */
@Embeddable
public record AccountId(
        @Column(name = "realm_id") int realm,
        @Column(name = "id") UUID id) implements Serializable {}
