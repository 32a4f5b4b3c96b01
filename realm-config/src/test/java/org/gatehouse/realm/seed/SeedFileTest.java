package org.gatehouse.realm.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.password.PasswordCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {userName: alice}                                    | The key `password` is missing.
            {userName: alice, password: 12345678}                | This must be text
            {userName: alice, password: pw, totp: ABC}           | This is not written as it must be.
            {userName: alice, password: pw, totp: JBSWY3DPEHPK3PX1} | This is not written as it must be.
            {userName: alice, password: pw, recoveryCodes: [short]} | This is not written as it must be.
            {userName: alice, password: pw, recoveryCodes: [abcde-fghjk, abcde-fghjk]} | An item is written twice.
            {userName: alice, password: pw, groups: a}           | This must be a list.
            {userName: alice, password: pw, groups: [a, a]}      | An item is written twice.
            {userName: alice, password: pw, attributes: [a]}     | This must be a group of keys.
            {userName: alice, password: pw, attributes: {a: [b]}} | This must be text (in quotes if it looks like a number), or a whole number, or true or false.
            {userName: alice, password: pw, attributes: {a: }}   | This must be text
            {userName: alice, password: pw, phone: 33199000217}  | This must be text
            {userName: alice, password: pw, phone: '0199000217'} | This is not a telephone number in the international form.
            {userName: alice, password: pw, phone: '+33 1 99 00 02 17'} | without spaces
            {userName: alice, password: pw, phone: '+012345678'} | This is not a telephone number
            {userName: alice, password: pw, phone: '+123456'}    | This is not a telephone number
            {userName: alice, password: pw, phone: '+1234567890123456'} | This is not a telephone number
            {userName: alice, password: pw, phone: '+٣٣١٩٩٠٠٠٢١٧'} | This is not a telephone number
            {userName: alice, password: pw, phone: '+1234567%d'} | This is not a telephone number
            {userName: alice, password: pw, claims: {phone_number: '0199'}} | This is not a telephone number
            {userName: alice, password: pw, phone: '+33199000217', claims: {phone_number: '+33199000217'}} | The claim `phone_number` is given twice.
            {userName: alice, password: pw, phoneVerified: true, phone_number_verified: true} | The claim `phone_number_verified` is given twice.
            {generate: {userName: 'a%d', password: pw, count: 2, phone: '+123%d'}} | This is not a telephone number
            {generate: {userName: 'a%d', password: pw, count: 100000, phone: '+12345678901%d'}} | This is not a telephone number
            {userName: alice, password: pw, state: locked}       | This must be one of active, disabled.
            {userName: alice, password: pw, locale: de}          | This must be one of en, fr.
            {userName: alice, password: pw, claims: {givenName: A}} | Did you mean `given_name`?
            {userName: alice, password: pw, claims: {phone_number_verified: maybe}} | This must be true or false.
            {userName: alice, password: pw, given_nam: A}        | Did you mean `given_name`?
            {userName: alice, password: pw, preferred_username: a} | The key `preferred_username` is unknown here.
            {userName: alice, password: pw, birthdate: 2001}     | This must be text
            {userName: alice, password: pw, address: Paris}      | This must be a group of keys.
            {userName: alice, password: pw, address: {town: Paris}} | The key `town` is unknown here.
            {userName: alice, password: pw, given_name: A, givenName: A} | The claim `given_name` is given twice. Keep one of them.
            {userName: alice, password: pw, nickname: A, claims: {nickname: B}} | The claim `nickname` is given twice.
            {generate: {userName: 'a%d', password: pw, count: 2, familyName: A, claims: {family_name: B}}} | The claim `family_name` is given twice.
            {userName: 'a b', password: pw}                      | This is not written as it must be.
            {userName: alice, password: pw, generate: {userName: 'a%d', password: pw, count: 1}} | there is nothing else
            {generate: {userName: 'load%d', password: pw}}       | The key `count` is missing.
            {generate: {userName: 'load%d', password: pw, count: 0}} | This is not accepted
            {generate: {userName: 'load', password: pw, count: 2}} | All generated people would have this name.""")
    void readWhenPersonIsNotAcceptedThenSaysWhy(String person, String refusal) throws Exception {
        Path file = write("realm: acme\npeople:\n- " + person);

        assertThatThrownBy(() -> SeedFile.read(file))
                .isInstanceOf(SeedFileException.class)
                .hasMessageStartingWith("acme-people.yaml:3:")
                .hasMessageContaining(refusal);
    }

    @Test
    void readWhenUserNameIsUsedTwiceThenRefuses() throws Exception {
        Path file = write("realm: acme\npeople:\n- {userName: alice, password: a}\n- {userName: Alice, password: b}");

        assertThatThrownBy(() -> SeedFile.read(file))
                .hasMessageContaining("acme-people.yaml:4:14: The user name `Alice`");
    }

    @Test
    void readWhenRealmHasNoSuchRoleThenRefuses() throws Exception {
        Path file = write("realm: globex\npeople: [{userName: alice, password: a, roles: [user, king]}]");

        assertThatThrownBy(() -> SeedFile.read(file, RealmFiles.fromJson("{\"realm\":\"acme\"}")))
                .hasMessageContainingAll("not of this realm", "The realm has no role `king`.");
        assertThat(SeedFile.read(file).people()).hasSize(1);
    }

    @Test
    @Timeout(20)
    void readWhenAMillionPeopleAreGeneratedThenMakesNoneBeforeTheyAreAskedFor() throws Exception {
        Path file = write("""
                realm: acme
                people:
                  - {userName: alice, password: a}
                  - {generate: {userName: 'load%d', count: 1000000, password: 'Load-%d-pass-phrase', email: 'l%d@acme.example'}}
                  - {userName: zoe, password: z}
                """);

        Seed seed = SeedFile.read(file);

        assertThat(seed.people().size()).isEqualTo(1_000_002);
        assertThat(seed.people().get(0).userName()).isEqualTo("alice");
        assertThat(seed.people().get(1).userName()).isEqualTo("load1");
        assertThat(seed.people().get(1_000_000).password()).isEqualTo("Load-1000000-pass-phrase");
        assertThat(seed.people().get(1_000_000).email()).isEqualTo("l1000000@acme.example");
        assertThat(seed.people().get(1_000_001).userName()).isEqualTo("zoe");
        long iterated = 0;
        for (SeedPerson person : seed.people()) {
            iterated += person.userName().startsWith("load") ? 1 : 0;
        }
        assertThat(iterated).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            {userName: a, password: b, roles: [driver]}               | :3:38: The realm has no role `driver`. Did you mean `diver`?
            {userName: a, password: b, groups: [team/nroth]}          | :3:39: The realm has no group `team/nroth`. Did you mean `team/north`?
            {userName: a, password: b, groups: [north]}               | The realm has no group `north`. Known are: team, team/north.
            {userName: a, password: b, groups: [team/]}               | The realm has no group `team/`.
            {userName: a, password: b, attributes: {employeNo: E-1}}  | :3:43: The realm has no attribute `employeNo`. Did you mean `employeeNo`?
            {userName: a, password: b, attributes: {employeeNo: X-1}} | :3:55: This is not written as `employeeNo` must be.
            {userName: a, password: b, attributes: {employeeNo: 17}}  | This must be text. Write it in quotes.
            {userName: a, password: b, attributes: {age: '17'}}       | This must be a whole number.
            {userName: a, password: b, attributes: {age: 17.5}}       | This must be a whole number.
            {userName: a, password: b, attributes: {hired: 2026-02-30}} | This must be a date
            {generate: {userName: 'a%d', password: b, count: 2, attributes: {employeeNo: E-1}}} | All generated people would have this value, and it is unique.
            {generate: {userName: 'a%d', password: b, count: 10, attributes: {employeeNo: 'E-1234%d'}}} | This is too long: at most 7 characters.""")
    void readWhenTheRealmDoesNotKnowItThenNamesTheNearest(String person, String refusal) throws Exception {
        Path file = write("realm: acme\npeople:\n- " + person);

        assertThatThrownBy(() -> SeedFile.read(file, realm())).hasMessageContaining(refusal);
        assertThatThrownBy(() -> SeedFile.readFor(file, name -> Optional.of(realm())))
                .hasMessageContaining(refusal);
        assertThat(SeedFile.read(file).people()).isNotEmpty();
    }

    @Test
    void readWhenTwoPeopleHaveAUniqueValueThenRefusesTheSecond() throws Exception {
        Path file = write("""
                realm: acme
                people:
                  - {userName: alice, password: a, attributes: {employeeNo: E-1, age: 30}}
                  - {userName: bob, password: b, attributes: {employeeNo: E-1, age: 30}}
                """);

        assertThatThrownBy(() -> SeedFile.read(file, realm()))
                .hasMessage("acme-people.yaml:4:59: Two people would have this value, and it is unique. Choose"
                        + " another.");
    }

    @Test
    void readThenTakesPhoneGroupsAndAttributes() throws Exception {
        Path file = write("""
                realm: acme
                people:
                  - {userName: alice, password: a, phone: '+33199000217', phoneVerified: true, groups: [team/north],
                     attributes: {employeeNo: E-1, age: 30, hired: 2026-01-31, driver: true}}
                  - {generate: {userName: 'load%d', count: 12, password: b, phone: '+3319900%d', groups: [team],
                     attributes: {employeeNo: 'E-9%d', age: 7}, claims: {phone_number_verified: false}}}
                """);

        List<SeedPerson> people = SeedFile.read(file, realm()).people();

        assertThat(people.get(0))
                .returns("+33199000217", SeedPerson::phone)
                .returns(true, SeedPerson::phoneVerified)
                .returns(List.of("team/north"), SeedPerson::groups)
                .returns(
                        Map.of("employeeNo", "E-1", "age", 30L, "hired", "2026-01-31", "driver", true),
                        SeedPerson::attributes);
        assertThat(people.get(12))
                .returns("+331990012", SeedPerson::phone)
                .returns(false, SeedPerson::phoneVerified)
                .returns(List.of("team"), SeedPerson::groups)
                .returns(Map.of("employeeNo", "E-912", "age", 7L), SeedPerson::attributes);
    }

    @Test
    void readThenTakesStandardClaims() throws Exception {
        Path file = write("realm: acme\npeople: [{userName: a, password: b, claims: {given_name: A, "
                + "phone_number_verified: true, address: {country: FR}}}]");

        assertThat(SeedFile.read(file).people().get(0).claims())
                .isEqualTo(Map.of("given_name", "A", "address", Map.of("country", "FR")));
    }

    @Test
    void readWhenClaimsStandAmongThePersonsKeysThenTakesThemAllTheSame() throws Exception {
        Path file = write("realm: acme\npeople: [{userName: a, password: b, givenName: A, family_name: B, "
                + "middleName: C, zoneinfo: Europe/Paris, address: {locality: Lyon}, claims: {nickname: D}}]");

        assertThat(SeedFile.read(file).people().get(0).claims())
                .isEqualTo(Map.of(
                        "given_name", "A",
                        "family_name", "B",
                        "middle_name", "C",
                        "zoneinfo", "Europe/Paris",
                        "address", Map.of("locality", "Lyon"),
                        "nickname", "D"));
    }

    @Test
    void readForWhenThereIsNoSuchRealmThenRefuses() throws Exception {
        Path file = write("realm: globex\npeople: [{userName: alice, password: a}]");

        assertThatThrownBy(() -> SeedFile.readFor(file, name -> Optional.empty()))
                .hasMessage("acme-people.yaml:1:8: There is no realm `globex`.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex"})
    void readOfTheExamplesThenFitsTheirRealmAndItsPasswordRules(String realm) throws Exception {
        RealmDefinition definition = RealmFiles.read(example(realm + ".yaml"));
        PasswordCheck check = PasswordCheck.of(definition.password());

        Seed seed = SeedFile.read(example(realm + "-people.yaml"), definition);

        assertThat(seed.people())
                .isNotEmpty()
                .allSatisfy(person -> assertThat(check.check(person.password())).isEmpty());
    }

    @Test
    void toStringThenHoldsNoPassword() throws Exception {
        Path file = write("realm: acme\npeople: [{userName: alice, password: hunter2}]");

        assertThat(SeedFile.read(file)).asString().doesNotContain("hunter2");
        assertThat(SeedFile.read(file).people().get(0)).asString().doesNotContain("hunter2");
    }

    private static RealmDefinition realm() {
        return RealmFiles.fromJson("""
                {"realm": "acme",
                 "roles": [{"name": "diver", "description": "Dives"}],
                 "attributes": [
                   {"name": "employeeNo", "type": "string", "unique": true, "pattern": "^E-[0-9]+$", "maxLength": 7},
                   {"name": "age", "type": "integer"},
                   {"name": "hired", "type": "date"},
                   {"name": "driver", "type": "boolean"}],
                 "groups": [{"name": "team", "groups": [{"name": "north"}]}]}
                """);
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("acme-people.yaml"), text);
    }

    private static Path example(String name) throws Exception {
        return Path.of(Objects.requireNonNull(SeedFile.class.getResource("/org/gatehouse/realm/examples/" + name))
                .toURI());
    }
}
