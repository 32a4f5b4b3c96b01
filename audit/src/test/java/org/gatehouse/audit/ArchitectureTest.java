package org.gatehouse.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.gatehouse.audit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dependsOnLittle = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.gatehouse.audit..",
                    "java..",
                    "javax.sql..",
                    "org.postgresql..",
                    "com.google.crypto.tink..",
                    "tools.jackson..",
                    "org.slf4j..",
                    "com.github.benmanes.caffeine..",
                    "org.jspecify..")
            .because("the trail is read, verified and embedded in places where no framework is wanted");

    @ArchTest
    static final ArchRule noCryptographyByHand = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.crypto..")
            .because("nonces and key wrapping are Tink's work");

    @ArchTest
    static final ArchRule noCycles = slices().matching("org.gatehouse.audit.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each feature must be understood without the ones above it");

    @ArchTest
    static final ArchRule vocabularyIsPure = classes()
            .that()
            .resideInAPackage("..event..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..audit.event..", "java.lang..", "java.util..", "java.time..", "org.jspecify..")
            .because("code that records events must be testable without a database or a key");

    @ArchTest
    static final ArchRule verifierNeedsNoKeys = noClasses()
            .that()
            .resideInAPackage("..verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..privacy..", "..trail..", "..query..")
            .because(
                    "an auditor verifies without being able to read personal data, and not with the writer's own code");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("every time in the trail comes from the one Clock that can be set");
}
