package org.gatehouse.server.realm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.realm.document.Warning;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.file.RealmInspection;
import org.gatehouse.realm.plan.RealmPlan;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the realm files named at the start into the database before the first request: a realm that is absent is
 * created whole or not at all; one that exists and differs stops the start, because changing it is somebody's decision.
 */
@Component
class RealmLoader implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(RealmLoader.class);

    private final GatehouseProperties properties;
    private final Realms realms;
    private final TransactionTemplate transactions;
    private final LoadingTurn turn;
    private final ObjectProvider<NewRealmStep> steps;
    private final ObjectProvider<ExistingRealmCheck> checks;
    private final ObjectProvider<AfterRealmsLoaded> next;

    RealmLoader(
            GatehouseProperties properties,
            Realms realms,
            TransactionTemplate transactions,
            LoadingTurn turn,
            ObjectProvider<NewRealmStep> steps,
            ObjectProvider<ExistingRealmCheck> checks,
            ObjectProvider<AfterRealmsLoaded> next) {
        this.properties = properties;
        this.realms = realms;
        this.transactions = transactions;
        this.turn = turn;
        this.steps = steps;
        this.checks = checks;
        this.next = next;
    }

    @Override
    public void afterSingletonsInstantiated() {
        turn.take(() -> {
            properties.realms().forEach(this::load);
            next.orderedStream().forEach(AfterRealmsLoaded::realmsLoaded);
        });
    }

    private void load(Path file) {
        RealmFile read = read(file);
        Optional<Realm> existing = realms.find(read.realm().realm());
        if (existing.isPresent()) {
            compare(file, existing.get(), read);
        } else {
            transactions.executeWithoutResult(status -> realms.create(read.realm())
                    .ifPresent(realm -> steps.orderedStream().forEach(step -> step.complete(realm, file))));
        }
    }

    private RealmFile read(Path file) {
        try {
            RealmInspection inspection = RealmFiles.inspect(file);
            inspection.warnings().forEach(this::log);
            return inspection.file();
        } catch (RealmFileException ex) {
            throw new StartRefusedException(
                    "The realm file is not right; nothing was changed.\n" + ex.getMessage(), ex);
        }
    }

    /** The demo's own files are no advice to anybody. */
    private void log(Warning warning) {
        log.atLevel(properties.demo() ? Level.INFO : Level.WARN).log("{}", warning);
    }

    private void compare(Path file, Realm actual, RealmFile desired) {
        List<Difference> differences =
                RealmPlan.of(actual.definition(), desired).differences();
        if (!differences.isEmpty()) {
            throw new StartRefusedException("Realm '" + actual.name() + "' exists and differs from " + file
                    + "; nothing was changed. './gatehouse realm apply " + file
                    + "' changes it; start without --realm " + file
                    + " to keep what is there. The difference:\n"
                    + differences.stream().map(Difference::toString).collect(Collectors.joining("\n")));
        }
        checks.orderedStream().forEach(check -> check.check(actual, file));
    }
}
