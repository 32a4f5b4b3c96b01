package org.gatehouse.server.federation.doctor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.session.SignedIn;
import org.springframework.stereotype.Component;

/** Trying a connection: sending an administrator to its provider, and showing them what came of it. */
@Component
public class TestSignIns {

    private final TestSignIn purpose;
    private final Trials trials;
    private final TrialFindings findings;
    private final FindingTexts texts;

    TestSignIns(TestSignIn purpose, Trials trials, TrialFindings findings, FindingTexts texts) {
        this.purpose = purpose;
        this.trials = trials;
        this.findings = findings;
        this.texts = texts;
    }

    /**
     * Begins one in this browser.
     *
     * @return where to send the browser: to the provider, or to the page that says why not
     * @throws org.gatehouse.server.rights.ActionRefusedException to whoever may not change connections
     */
    public String begin(HttpServletRequest request, Actor administrator, Connection connection) {
        return purpose.begin(request, administrator, connection);
    }

    /** What came of the last one, if this administrator tried this connection in this browser in the last minutes. */
    public Optional<Tried> find(Actor administrator, Connection connection, Locale locale) {
        administrator.require(Permission.CLIENTS_WRITE);
        UUID account = administrator.account();
        return account == null
                ? Optional.empty()
                : SignedIn.current()
                        .filter(person -> person.account().equals(account))
                        .flatMap(person -> trials.find(administrator.realm(), person, connection.alias()))
                        .map(trial -> new Tried(
                                trial.at(),
                                trial.claims(),
                                trial.person(),
                                texts.explain(connection, findings.of(connection, trial), locale)));
    }
}
