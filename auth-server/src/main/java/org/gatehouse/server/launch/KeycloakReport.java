package org.gatehouse.server.launch;

import java.util.List;
import java.util.Map;

/**
 * What the launcher says of the Keycloak beside a demo. Its secrets were made up for the demo.
 *
 * @param pages name to address
 * @param administrator of all its realms
 * @param log where it writes what goes on
 * @param notes what is not as in the realm and seed files, a sentence each
 * @param next commands to try
 */
record KeycloakReport(
        String baseUrl,
        Map<String, String> pages,
        Account administrator,
        String log,
        List<String> notes,
        List<String> next) {

    record Account(String userName, String password) {}

    String text() {
        StringBuilder text = new StringBuilder("Keycloak is ready: ")
                .append(baseUrl)
                .append(", with the same realms, people and trace log\n")
                .append(TextTable.of(pages.entrySet().stream()
                        .map(page -> List.of(page.getKey(), page.getValue()))
                        .toList()))
                .append("\nIts administrator is ")
                .append(administrator.userName())
                .append(" with the password ")
                .append(administrator.password())
                .append("; its log is ")
                .append(log)
                .append('.');
        notes.forEach(note -> text.append('\n').append(note));
        next.forEach(command -> text.append("\n  ").append(command));
        return text.toString();
    }
}
