package org.gatehouse.realm.file.signin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.common.Choice;
import org.gatehouse.realm.file.common.Durations;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.signin.FactorCondition;
import org.gatehouse.realm.signin.FactorCondition.Kind;
import org.gatehouse.realm.signin.FactorDemand;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.realm.signin.SecondFactorPolicy;
import org.jspecify.annotations.Nullable;

/** Reads {@code secondFactor}. */
public final class SecondFactorSection {

    private final Part file;
    private final Part part;
    private final Names names;

    private SecondFactorSection(Part file, Names names) {
        this.file = file;
        this.part = file.child("secondFactor");
        this.names = names;
    }

    public static SecondFactorPolicy read(Part file, Names names) {
        return file.has("secondFactor") ? new SecondFactorSection(file, names).policy() : SecondFactorPolicy.NONE;
    }

    private SecondFactorPolicy policy() {
        FactorDemand demand =
                Choice.of(part, "required", FactorDemand.values(), FactorDemand::code, FactorDemand.NEVER);
        checkWhen(demand);
        List<FactorCondition> conditions = conditions();
        return new SecondFactorPolicy(demand, conditions, methods(), memory(demand, conditions));
    }

    private void checkWhen(FactorDemand demand) {
        if (!part.has("required") || !part.child("required").isFlawless()) {
            return;
        }
        if (demand == FactorDemand.WHEN && !part.has("when")) {
            part.child("required")
                    .refuse("`required: when` says that there are conditions, and there are none.", "Add `when`.");
        }
        if (demand != FactorDemand.WHEN && part.has("when")) {
            part.child("when")
                    .refuse(
                            "Nobody would look at the conditions: `required` is `" + demand.code() + "`.",
                            "Write required: when, or remove them.");
        }
    }

    private List<FactorCondition> conditions() {
        List<FactorCondition> conditions = new ArrayList<>();
        part.items("when").forEach(written -> condition(written).ifPresent(conditions::add));
        return conditions;
    }

    private Optional<FactorCondition> condition(Part written) {
        if (!written.isFlawless()) {
            return Optional.empty();
        }
        if (written.entries().size() != 1) {
            written.refuse(
                    "A condition has exactly one of `role`, `client` and `network`.",
                    "Write one condition for each: any of them is enough.");
            return Optional.empty();
        }
        String key = written.entries().keySet().iterator().next();
        Kind kind = Kind.valueOf(key.toUpperCase(Locale.ROOT));
        check(kind, written.child(key));
        return Optional.of(new FactorCondition(kind, written.text(key)));
    }

    private void check(Kind kind, Part name) {
        switch (kind) {
            case ROLE -> names.checkRole(name);
            case CLIENT -> checkSignsPeopleIn(name);
            case NETWORK -> NetworkSection.checkHasInside(name, file);
        }
    }

    private void checkSignsPeopleIn(Part client) {
        names.checkClient(client, client.text());
        if (names.isService(client.text())) {
            client.refuse(
                    "Nobody signs in to the service `" + client.text() + "`, so nobody can be asked.",
                    "Remove the condition.");
        }
    }

    private List<SecondFactor> methods() {
        if (!part.has("methods")) {
            return SecondFactorPolicy.DEFAULT_METHODS;
        }
        List<SecondFactor> methods = Choice.all(part, "methods", SecondFactor.values(), SecondFactor::code);
        if (part.child("methods").isFlawless() && methods.equals(List.of(SecondFactor.RECOVERY_CODE))) {
            part.child("methods")
                    .refuse(
                            "Nobody could give a second factor: a recovery code only stands in for one that was lost.",
                            "Add `passkey` or `totp`.");
        }
        return methods;
    }

    private @Nullable Duration memory(FactorDemand demand, List<FactorCondition> conditions) {
        if (!part.has("rememberDevice")) {
            return null;
        }
        Duration memory = Durations.read(part, "rememberDevice", SecondFactorPolicy.LONGEST_MEMORY);
        Durations.check(
                part, "rememberDevice", memory, SecondFactorPolicy.SHORTEST_MEMORY, SecondFactorPolicy.LONGEST_MEMORY);
        if (demand == FactorDemand.WHEN
                && !conditions.isEmpty()
                && conditions.stream().allMatch(this::administers)) {
            part.child("rememberDevice")
                    .refuse(
                            "Only people who administer are asked, and their devices are never remembered.",
                            "Remove the key.");
        }
        return memory;
    }

    private boolean administers(FactorCondition condition) {
        return condition.kind() == Kind.ROLE && names.administers(condition.name());
    }
}
