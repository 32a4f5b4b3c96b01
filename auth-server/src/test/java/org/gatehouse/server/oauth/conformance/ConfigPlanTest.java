package org.gatehouse.server.oauth.conformance;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Plan oidcc-config-certification-test-plan")
class ConfigPlanTest extends PlanTest {

    @Override
    String table() {
        return """
                oidcc-discovery-endpoint-verification  rfc8414.MetadataTest#readThenIssuerIsTheRealms rfc8414.MetadataTest#readThenOnlyWhatWorksIsOffered rfc8414.MetadataTest#readThenEveryEndpointIsBelowTheIssuerAndAnswers
                """;
    }
}
