package org.gatehouse.server.federation.entraid;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Microsoft's clouds are, as far as that is not known: the operator's word, never a realm's, as whoever decides it
 * decides who people are.
 *
 * @param clouds each instead of the one of its host; it may be at plain HTTP, or inside, only where
 *     {@code gatehouse.outgoing.allow} lets calls go
 */
@ConfigurationProperties("gatehouse.federation.entra")
record EntraProperties(@DefaultValue List<Cloud> clouds) {}
