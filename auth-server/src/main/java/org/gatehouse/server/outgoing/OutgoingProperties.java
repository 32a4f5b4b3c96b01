package org.gatehouse.server.outgoing;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service may call beyond public addresses over HTTPS, and how long it waits.
 *
 * @param allow host names, addresses and networks (CIDR) that may be called although they are private, and over plain HTTP
 * @param connectTimeout to one address, the TLS handshake included
 * @param timeout for a whole call, from the name look-up to the last byte of the answer
 */
@ConfigurationProperties("gatehouse.outgoing")
record OutgoingProperties(
        @DefaultValue List<String> allow,
        @DefaultValue("PT3S") Duration connectTimeout,
        @DefaultValue("PT10S") Duration timeout) {}
