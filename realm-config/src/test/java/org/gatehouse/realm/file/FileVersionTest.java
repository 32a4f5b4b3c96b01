package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"2", "100", "999999999999999999"})
    void readWhenWrittenForANewerVersionThenSaysThatAndNothingElse(String version) {
        assertThat(Yaml.refusals("realm: Acme\nversion: " + version + "\nteleport: yes\n"))
                .containsExactly("acme.yaml:2:10: The file is written for version " + version
                        + " of the realm file; this service reads version 1. Use a newer Gatehouse.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "'2'", "1.5", "9999999999999999999999", "one", "[2]"})
    void readWhenThereIsNoSuchVersionThenRefuses(String version) {
        assertThat(Yaml.refusalsOf("version: " + version))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2:10: This ");
    }

    @Test
    void readWhenTheVersionIsThisOneThenMeansTheSameAsWithout() {
        assertThat(Yaml.read("version: 1\nrealm: acme")).isEqualTo(Yaml.read("realm: acme"));
    }
}
