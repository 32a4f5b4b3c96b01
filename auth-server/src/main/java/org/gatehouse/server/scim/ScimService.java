package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.constants.ClassPathReferences;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.complex.BulkConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ChangePasswordConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.SortConfig;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.AuthenticationScheme;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.EndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ETagFeature;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What this service does of SCIM, as {@code /ServiceProviderConfig} says it; the same for all realms. */
@Component
class ScimService {

    /** Bytes of a request; of a bulk. */
    static final int LARGEST = 256 * 1024;

    static final int LARGEST_BULK = 1024 * 1024;

    /** Operations in a bulk. */
    static final int MOST_OPERATIONS = 100;

    /** Resources on a page. */
    private static final int MOST_RESULTS = 200;

    private final ResourceEndpoint endpoint;

    ScimService(UserHandler users, GroupHandler groups) {
        this.endpoint = new ResourceEndpoint(
                provider(),
                new EndpointDefinition(
                        JsonHelper.loadJsonDocument(ClassPathReferences.USER_RESOURCE_TYPE_JSON),
                        ScimSchemas.user(),
                        List.of(ScimSchemas.work()),
                        users),
                new GroupEndpointDefinition(groups));
        endpoint.getRegisteredResourceTypes()
                .forEach(type -> type.getFeatures()
                        .setETagFeature(ETagFeature.builder().enabled(true).build()));
    }

    /** @param url below the realm's own, with the query */
    ScimResponse answer(
            ProvisioningClient client, String url, String method, String body, Map<String, String> headers) {
        return endpoint.handleRequest(url, HttpMethod.valueOf(method), body, headers, new ScimContext(client));
    }

    private static ServiceProvider provider() {
        return ServiceProvider.builder()
                .patchConfig(PatchConfig.builder()
                        .supported(true)
                        .ignoreUnknownAttributes(true) // attributes the directory has no place for
                        .doNotFailOnNoTarget(true)
                        .activateMsAzureFilterWorkaround(true)
                        .activateMsAzureValueSubAttributeWorkaround(true)
                        .activateMsAzureComplexSimpleValueWorkaround(true)
                        .build())
                .bulkConfig(BulkConfig.builder()
                        .supported(true)
                        .maxOperations(MOST_OPERATIONS)
                        .maxPayloadSize((long) LARGEST_BULK)
                        .build())
                .filterConfig(FilterConfig.builder()
                        .supported(true)
                        .maxResults(MOST_RESULTS)
                        .build())
                .sortConfig(SortConfig.builder().supported(false).build())
                .eTagConfig(ETagConfig.builder().supported(true).build())
                .changePasswordConfig(
                        ChangePasswordConfig.builder().supported(false).build())
                .authenticationSchemes(List.of(AuthenticationScheme.builder()
                        .type("oauthbearertoken")
                        .name("OAuth 2.0 bearer token")
                        .description("An access token with the scope scim.write, or a provisioning token")
                        .specUri("https://www.rfc-editor.org/rfc/rfc6750")
                        .primary(true)
                        .build()))
                .lenientContentTypeChecking(true)
                .build();
    }
}
