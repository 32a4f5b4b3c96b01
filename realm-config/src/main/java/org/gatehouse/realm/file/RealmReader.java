package org.gatehouse.realm.file;

import java.util.List;
import java.util.Set;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.RoleDefinition;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.clients.ClientsSection;
import org.gatehouse.realm.file.clients.RegistrationSection;
import org.gatehouse.realm.file.common.Names;
import org.gatehouse.realm.file.connections.ConnectionsSection;
import org.gatehouse.realm.file.data.DataSection;
import org.gatehouse.realm.file.signin.NetworkSection;
import org.gatehouse.realm.file.signin.SecondFactorSection;
import org.gatehouse.realm.signin.SignInPolicy;

/** Reads the whole file, section by section. The result means something only when nothing was found wrong. */
final class RealmReader {

    /** Names that pages, commands or Keycloak give a meaning of their own. */
    private static final Set<String> RESERVED =
            Set.of("master", "system", "gatehouse", "realms", "api", "admin", "console", "new", "all", "none");

    private static final String REQUIRED = "required";

    private RealmReader() {}

    static RealmDefinition read(Part file) {
        String name = file.text("realm");
        if (RESERVED.contains(name)) {
            file.child("realm").refuse("The realm name `" + name + "` is reserved.", "Choose another.");
        }
        List<String> languages = languages(file);
        Names names = Names.of(file);
        List<RoleDefinition> roles = RolesSection.read(file);
        return new RealmDefinition(
                name,
                file.text("displayName", name),
                languages,
                PasswordSection.read(file, names, languages),
                TokensSection.read(file.child("tokens")),
                ClientsSection.read(file),
                RegistrationSection.read(file),
                roles,
                AttributesSection.read(file, languages),
                GroupsSection.read(file, roles),
                TrailSection.read(file.child("trail"), languages),
                new SignInPolicy(
                        SecondFactorSection.read(file, names),
                        REQUIRED.equals(file.text("verifiedEmail", "")),
                        NetworkSection.read(file, names),
                        ConnectionsSection.read(file, names)),
                DataSection.read(file, names, languages));
    }

    /** None where they are wrong, so that no text is missed in a language that does not exist. */
    private static List<String> languages(Part file) {
        if (!file.has("languages")) {
            return List.of("en");
        }
        return file.child("languages").isFlawless() ? file.texts("languages") : List.of();
    }
}
