package org.gatehouse.realm.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmPlanTest {

    private static final String ACTUAL = """
            realm: acme
            clients:
              - {id: a, kind: mobile, redirectUris: ['com.example.a:/cb']}
              - {id: extra, kind: mobile, redirectUris: ['com.example.x:/cb']}
              - {id: b, kind: mobile, redirectUris: ['com.example.b:/cb']}
            roles:
              - {name: dispatcher, description: Plans visits}
            groups:
              - {name: field-team, groups: [{name: north, roles: [dispatcher]}]}
              - {name: office}
            """;

    @TempDir
    private Path directory;

    @Test
    void planWhenFileIsAboutAnotherRealmThenRefuses() {
        assertThatThrownBy(() -> plan(ACTUAL, "realm: globex"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("globex");
    }

    @Test
    void planWhenFileNamesLessAndDoesNotPruneThenKeepsTheRestInItsPlace() {
        RealmPlan plan = plan(ACTUAL, """
                realm: acme
                clients:
                  - {id: a, kind: mobile, redirectUris: ['com.example.a:/cb']}
                  - {id: b, kind: mobile, redirectUris: ['com.example.b:/cb']}
                groups:
                  - {name: field-team}
                """);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.deletions()).isEmpty();
    }

    @Test
    void planWhenFileNamesLessAndPrunesThenNamesWhatGoes() {
        RealmPlan plan = plan(ACTUAL, """
                realm: acme
                prune: true
                clients:
                  - {id: a, kind: mobile, redirectUris: ['com.example.a:/cb']}
                groups:
                  - {name: field-team}
                """);

        assertThat(plan.deletions())
                .containsExactly(
                        "client extra", "client b", "role dispatcher", "group field-team/north", "group office");
        assertThat(plan.differences()).extracting(Difference::kind).containsOnly(Difference.Kind.REMOVE);
    }

    @Test
    void planWhenAppliedInThoughtThenNothingIsLeftToDo() {
        RealmFile file = file("""
                realm: acme
                displayName: Acme
                clients:
                  - {id: c, kind: mobile, redirectUris: ['com.example.c:/cb']}
                  - {id: b, kind: mobile, redirectUris: ['com.example.other:/cb']}
                groups:
                  - {name: stock}
                  - {name: field-team, description: Out there}
                """);
        RealmPlan first = RealmPlan.of(RealmFiles.read(write(ACTUAL)), file);

        assertThat(first.isEmpty()).isFalse();
        assertThat(RealmPlan.of(first.desired(), file).differences()).isEmpty();
    }

    @Test
    void planWhenConnectionsAndAttestationsAreNotNamedThenTheyGoOnlyWithPrune() {
        String connections = "connections: [{alias: p, kind: oidc, issuer: 'https://p.example', clientId: c,"
                + " clientSecret: env:S}]\nattestations: [{id: privacy, version: 1, title: {en: T}, text: {en: Yes}}]\n";
        RealmFile actual = preview(ACTUAL + connections);

        assertThat(RealmPlan.of(actual.realm(), preview(ACTUAL)).isEmpty()).isTrue();
        assertThat(RealmPlan.of(actual.realm(), preview(ACTUAL + "prune: true\n"))
                        .deletions())
                .containsExactly("connection p", "attestation privacy");
    }

    private static RealmFile preview(String text) {
        return RealmFiles.preview("acme.yaml", text).file();
    }

    private RealmPlan plan(String actual, String file) {
        return RealmPlan.of(RealmFiles.read(write(actual)), file(file));
    }

    private RealmFile file(String text) {
        return RealmFiles.inspect(write(text)).file();
    }

    private Path write(String text) {
        try {
            return Files.writeString(Files.createTempFile(directory, "realm", ".yaml"), text);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
