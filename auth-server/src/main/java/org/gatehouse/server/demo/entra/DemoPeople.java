package org.gatehouse.server.demo.entra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The people of the demo's organisations, each of whom shows something. The realm files of the demo name the same ids. */
final class DemoPeople {

    private static final Tenant CONTOSO = new Tenant("c0c0a000-1111-4222-8333-444444444444", "Contoso");
    private static final Tenant FABRIKAM = new Tenant("fab00000-1111-4222-8333-444444444444", "Fabrikam");

    /** Who visits customers north of the river. */
    private static final String NORTH = "b0000000-0000-4000-8000-000000000001";

    private static final int MANY = 230;

    private DemoPeople() {}

    static List<Person> all() {
        return List.of(
                person(1, "Anna Berger", "anna.berger@contoso.example")
                        .showing("app role, group")
                        .withRoles("Forms.Dispatcher")
                        .withGroups(List.of(NORTH)),
                person(2, "Bruno Keller", "bruno.keller@contoso.example")
                        .showing("in " + MANY + " groups: more than a token lists")
                        .withGroups(many()),
                person(3, "Chloé Dubois", "chloe.dubois@fabrikam.example")
                        .showing("guest from Fabrikam")
                        .guest("https://sts.windows.net/" + FABRIKAM.id() + "/"),
                person(4, "Bob Okafor", "bob.okafor@acme.example").showing("has an account with this address already"),
                person(5, "Mallory", "carol.jensen@acme.example")
                        .showing("writes somebody else’s address into the profile")
                        .claim("xms_edov", null),
                Person.of(FABRIKAM, "a0000000-0000-4000-8000-000000000009", "Fabian Roth", "fabian@fabrikam.example")
                        .showing("of another organisation"));
    }

    private static Person person(int number, String name, String email) {
        return Person.of(CONTOSO, "a0000000-0000-4000-8000-%012d".formatted(number), name, email)
                .claim("xms_pl", "en");
    }

    private static List<String> many() {
        List<String> groups = new ArrayList<>(List.of(NORTH));
        IntStream.range(0, MANY - 1)
                .mapToObj("d0000000-0000-4000-8000-%012d"::formatted)
                .forEach(groups::add);
        return groups;
    }
}
