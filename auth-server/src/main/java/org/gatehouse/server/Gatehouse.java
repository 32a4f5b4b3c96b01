package org.gatehouse.server;

import org.gatehouse.server.launch.Launcher;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The service's entry point: what the command line says is the launcher's business, the rest is components. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(GatehouseProperties.class)
public class Gatehouse {

    public static void main(String[] args) {
        Launcher.main(args);
    }
}
