package org.gatehouse.keycloak.secondfactor;

import java.time.Duration;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.SharedKeycloak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Realms of a Keycloak that demand a second factor, of everybody or sometimes. */
abstract class SecondFactorRealms {

    static final String ALWAYS = """
            realm: factors
            languages: [en, fr]
            secondFactor: {required: always, methods: [totp, recovery-code]}
            clients:
              - {id: desk, kind: web, redirectUris: ['https://desk.example/cb'], secret: 'env:DESK', authMethod: client_secret_post}
            """;

    static final String SOMETIMES = """
            realm: sometimes
            secondFactor: {required: when, when: [{role: admin}, {client: payroll}], methods: [totp]}
            clients:
              - {id: desk, kind: web, redirectUris: ['https://desk.example/cb'], secret: 'env:DESK', authMethod: client_secret_post}
              - {id: payroll, kind: web, redirectUris: ['https://payroll.example/cb'], secret: 'env:PAYROLL'}
            """;

    static final String DESK = "https://desk.example/cb";
    static final String PAYROLL = "https://payroll.example/cb";

    static RunningKeycloak keycloak;
    static AppliedRealm always;
    static AppliedRealm sometimes;

    @BeforeAll
    static void start() throws Exception {
        keycloak = SharedKeycloak.get();
        always = AppliedRealm.of(keycloak, ALWAYS);
        sometimes = AppliedRealm.of(keycloak, SOMETIMES);
    }

    @AfterEach
    void backToTheRealTime() throws Exception {
        keycloak.setTime(Duration.ZERO);
    }
}
