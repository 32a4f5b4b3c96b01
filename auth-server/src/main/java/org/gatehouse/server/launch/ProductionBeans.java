package org.gatehouse.server.launch;

import org.gatehouse.server.Gatehouse;
import org.springframework.boot.SpringApplication;

/**
 * The build runs this as far as the question which beans there are, and writes the answer down as code: a production
 * start that makes them from there ({@code -Dspring.aot.enabled=true}) need not search, parse and generate. The demo has
 * beans of its own and finds them at its start.
 */
public final class ProductionBeans {

    private ProductionBeans() {}

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Gatehouse.class);
        application.setMainApplicationClass(ProductionBeans.class);
        application.run(args);
    }
}
