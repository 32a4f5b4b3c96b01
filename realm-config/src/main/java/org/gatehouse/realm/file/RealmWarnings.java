package org.gatehouse.realm.file;

import java.util.List;
import java.util.Map;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Part;
import org.gatehouse.realm.file.clients.ClientAdvice;
import org.gatehouse.realm.file.connections.ConnectionAdvice;
import org.gatehouse.realm.file.signin.SecondFactorAdvice;

/** Finds what a realm that is right in itself does against good advice, section by section. */
final class RealmWarnings {

    private RealmWarnings() {}

    /** @param file in which nothing is wrong */
    static void add(Part file, RealmDefinition realm) {
        PasswordAdvice.give(file, realm);
        SessionAdvice.give(file.child("tokens").child("web"), realm.tokens().web());
        List<Part> clients = file.items("clients");
        for (int index = 0; index < clients.size(); index++) {
            ClientAdvice.give(clients.get(index), realm.clients().get(index));
        }
        SecondFactorAdvice.give(
                file.child("secondFactor"), realm.signIn().secondFactor().methods());
        List<Part> connections = file.items("connections");
        for (int index = 0; index < connections.size(); index++) {
            ConnectionAdvice.give(
                    connections.get(index), realm.signIn().connections().get(index));
        }
        RightsAdvice.give(file, realm);
        for (Map.Entry<String, Part> kept :
                file.child("trail").child("retention").entries().entrySet()) {
            RetentionAdvice.give(kept.getKey(), kept.getValue());
        }
    }
}
