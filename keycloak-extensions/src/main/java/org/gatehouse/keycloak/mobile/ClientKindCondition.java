package org.gatehouse.keycloak.mobile;

import org.gatehouse.realm.keycloak.MobileSessions;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.AbstractClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.context.ClientModelContext;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;

/**
 * Holds for clients of one kind. Keycloak's own condition on attributes abstains where an event does not name its client, and
 * knows nothing of whose token is exchanged.
 */
final class ClientKindCondition extends AbstractClientPolicyConditionProvider<ClientKindCondition.Configuration> {

    ClientKindCondition(KeycloakSession session) {
        super(session);
    }

    /** What Keycloak reads from the policy, by the names of its properties. */
    public static final class Configuration extends ClientPolicyConditionConfigurationRepresentation {

        private @Nullable String kind;

        public @Nullable String getKind() {
            return kind;
        }

        public void setKind(@Nullable String kind) {
            this.kind = kind;
        }
    }

    @Override
    public Class<Configuration> getConditionConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public String getProviderId() {
        return MobileSessions.CONDITION;
    }

    @Override
    public ClientPolicyVote applyPolicy(ClientPolicyContext context) throws ClientPolicyException {
        String kind = configuration == null ? null : configuration.getKind();
        if (kind == null || kind.isBlank()) {
            throw new ClientPolicyException(
                    "server_error", "A policy of this realm does not say for which kind it is.");
        }
        boolean meant = isOf(kind, client(context)) || isExchangedFrom(kind, context);
        return meant ? ClientPolicyVote.YES : ClientPolicyVote.NO;
    }

    private @Nullable ClientModel client(ClientPolicyContext context) {
        if (context instanceof PreAuthorizationRequestContext request) { // before Keycloak has looked
            return session.getContext().getRealm().getClientByClientId(request.getClientId());
        }
        return context instanceof ClientModelContext named
                ? named.getClient()
                : session.getContext().getClient();
    }

    /** Whose token another client exchanges (RFC 8693). Of what was exchanged before, nobody can tell whose it was. */
    private boolean isExchangedFrom(String kind, ClientPolicyContext context) {
        if (!(context instanceof TokenExchangeRequestContext exchange)) {
            return false;
        }
        SubjectToken subject = SubjectToken.of(session, exchange);
        return subject != null && (subject.wasExchanged() || isOf(kind, subject.client()));
    }

    private static boolean isOf(String kind, @Nullable ClientModel client) {
        return client != null && kind.equals(client.getAttribute(MobileSessions.KIND));
    }
}
