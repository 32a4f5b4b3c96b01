package org.gatehouse.server.federation.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Says how a connection is, and what to do where it is not well. */
@Component
public class ConnectionDoctor {

    private final ProviderChecks provider;
    private final OwnChecks own;
    private final FindingTexts texts;

    ConnectionDoctor(ProviderChecks provider, OwnChecks own, FindingTexts texts) {
        this.provider = provider;
        this.own = own;
        this.texts = texts;
    }

    /** Everything that can be seen, the worst first. The provider is asked, which takes 4 seconds at most. */
    public List<Explained> examine(Realm realm, Connection connection, Locale locale) {
        List<Finding> findings = new ArrayList<>(provider.findings(connection));
        findings.addAll(own.findings(realm, connection));
        findings.sort(Comparator.comparing(Finding::state));
        return texts.explain(connection, findings, locale);
    }

    /** The worst of what can be seen without asking the provider. */
    public State glance(Realm realm, Connection connection) {
        return own.findings(realm, connection).stream()
                .map(Finding::state)
                .filter(state -> state != State.NOT_LOOKED_AT)
                .min(Comparator.naturalOrder())
                .orElse(State.OK);
    }

    /** The worst of some findings; what was not looked at is no worse than well. */
    public static State worst(List<Explained> findings) {
        return findings.stream()
                .map(Explained::state)
                .filter(state -> state != State.NOT_LOOKED_AT)
                .min(Comparator.naturalOrder())
                .orElse(State.OK);
    }
}
