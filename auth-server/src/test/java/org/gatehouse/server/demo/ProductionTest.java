package org.gatehouse.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ProductionTest {

    @Test
    void nothingOfTheDemoExistsInProduction() {
        new ApplicationContextRunner()
                .withUserConfiguration(
                        DemoConfig.class, DemoStart.class, DemoSteps.class, DemoPages.class, DemoProblems.class)
                .run(context -> assertThat(context.getBeanFactory().getBeanNamesForAnnotation(DemoOnly.class))
                        .isEmpty());
    }
}
