package org.gatehouse.server.factor;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.factor.recovery.RecoveryCodes;
import org.gatehouse.server.factor.totp.TotpFactors;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Locks;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.tokens.SignInEnding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A realm where everybody is asked for a second factor, and somebody in it. */
abstract class TwoStepRealm {

    static final String SIGN_IN = "/realms/acme/sign-in";
    static final String ACCOUNT = "/realms/acme/account";
    static final String FACTORS = ACCOUNT + "/factors";
    static final TestServer server = Shared.SERVER;
    final Realm realm = server.bean(Realms.class).get("acme");
    final TotpFactors apps = server.bean(TotpFactors.class);
    final RecoveryCodes codes = server.bean(RecoveryCodes.class);
    final Person person = People.of(server).create("acme");
    final UUID id = person.subject();
    final Browser browser = new Browser(server);

    /** All sign-ins of the person are ended when the request has come as far as the lock of their account lets it. */
    Answer whileThrownOut(Supplier<Answer> request) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        Account account = server.bean(Accounts.class).find(realm, id).orElseThrow();
        CompletableFuture<Answer> late = server.bean(TransactionTemplate.class).execute(status -> {
            jdbc.sql("UPDATE account SET updated_at = updated_at WHERE id = ?")
                    .param(id)
                    .update();
            CompletableFuture<Answer> started = CompletableFuture.supplyAsync(request);
            Locks.awaitWaiting(server, 1);
            server.bean(SignInEnding.class).endEverything(realm, account, Party.system(), "account-disabled");
            return started;
        });
        return late.join();
    }

    /** Where the password leads. */
    String password(Browser with) {
        return with.signIn("acme", person.userName(), person.password()).location();
    }

    static Answer code(Browser with, Answer step, String code) {
        return with.submit(step, SIGN_IN + "/totp", Map.of("code", code));
    }

    static Answer recovery(Browser with, Answer step, String code) {
        return with.submit(step, SIGN_IN + "/recovery-code", Map.of("code", code));
    }

    private static final class Shared {

        static final TestServer SERVER =
                TestServer.start(TestDatabase.fresh(), new SettableClock(), Map.of("gatehouse.realms[0]", realmFile()));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }

        private static String realmFile() {
            try {
                return Path.of(TwoStepRealm.class
                                .getResource("/realms/two-step.yaml")
                                .toURI())
                        .toString();
            } catch (URISyntaxException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }
}
