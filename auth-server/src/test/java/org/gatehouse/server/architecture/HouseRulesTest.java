package org.gatehouse.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Controller;

/** The directions in which things may depend on each other. */
@AnalyzeClasses(packages = "org.gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule features_form_no_circle = slices().matching("org.gatehouse.server.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature in a circle cannot be understood, tested or taken out alone");

    @ArchTest
    static final ArchRule parts_of_the_console_form_no_circle = slices().matching("org.gatehouse.server.console.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each is about one thing people look for");

    @ArchTest
    static final ArchRule what_the_console_shares_knows_no_part = noClasses()
            .that()
            .resideInAPackage("org.gatehouse.server.console")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gatehouse.server.console.*..")
            .because("it is there for all of them");

    @ArchTest
    static final ArchRule nothing_depends_on_the_service = noClasses()
            .that()
            .resideInAnyPackage("org.gatehouse.audit..", "org.gatehouse.realm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.gatehouse.server..", "org.springframework..")
            .because("the trail and the realm file also live in Keycloak, without Spring");

    @ArchTest
    static final ArchRule the_realm_file_knows_nobody = noClasses()
            .that()
            .resideInAPackage("org.gatehouse.realm..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gatehouse.audit..")
            .because("the realm file is data with its own meaning");

    @ArchTest
    static final ArchRule nothing_depends_on_the_demo = noClasses()
            .that()
            .resideOutsideOfPackage("org.gatehouse.server.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gatehouse.server.demo..")
            .because("production does not contain it");

    @ArchTest
    static final ArchRule the_page_frame_knows_no_feature = noClasses()
            .that()
            .resideInAPackage("org.gatehouse.server.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.gatehouse.server.signin..",
                    "org.gatehouse.server.authorization..",
                    "org.gatehouse.server.tokens..",
                    "org.gatehouse.server.account..",
                    "org.gatehouse.server.console..",
                    "org.gatehouse.server.directory..",
                    "org.gatehouse.server.realm..")
            .because("every feature's pages stand in it");

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .that()
            .resideOutsideOfPackage("org.gatehouse.server.database..")
            .and()
            .doNotHaveFullyQualifiedName("org.gatehouse.server.ClockConfiguration")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a day of a phone's session is tested in a second, with a clock set by hand");

    @ArchTest
    static final ArchRule controllers_stay_inside = classes()
            .that()
            .areAnnotatedWith(Controller.class)
            .should()
            .notBePublic()
            .because("nobody calls a page but the dispatcher");
}
