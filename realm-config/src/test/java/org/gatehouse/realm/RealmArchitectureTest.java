package org.gatehouse.realm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.gatehouse.realm", importOptions = DoNotIncludeTests.class)
class RealmArchitectureTest {

    @ArchTest
    static final ArchRule NO_SPRING = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("Keycloak loads this module too, and validating a file must not start a container");

    @ArchTest
    static final ArchRule KNOWS_NOBODY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.gatehouse.audit..", "org.gatehouse.server..", "org.gatehouse.keycloak..", "org.keycloak..")
            .because("the realm file drives both engines, so it can depend on neither, and not on the trail");

    @ArchTest
    static final ArchRule MODEL_IS_PLAIN = classes()
            .that()
            .resideInAnyPackage(
                    "org.gatehouse.realm",
                    "org.gatehouse.realm.client",
                    "org.gatehouse.realm.data",
                    "org.gatehouse.realm.federation",
                    "org.gatehouse.realm.network",
                    "org.gatehouse.realm.signin",
                    "org.gatehouse.realm.secret",
                    "org.gatehouse.realm.password",
                    "org.gatehouse.realm.pattern")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.google.re2j..",
                    "org.gatehouse.realm",
                    "org.gatehouse.realm.client",
                    "org.gatehouse.realm.data",
                    "org.gatehouse.realm.federation",
                    "org.gatehouse.realm.network",
                    "org.gatehouse.realm.signin",
                    "org.gatehouse.realm.secret",
                    "org.gatehouse.realm.password",
                    "org.gatehouse.realm.pattern")
            .because("who enforces a realm needs its meaning, not the way it is written down");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("org.gatehouse.realm.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each feature must be readable on its own");
}
