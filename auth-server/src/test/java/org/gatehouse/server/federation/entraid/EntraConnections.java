package org.gatehouse.server.federation.entraid;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Connections to Entra ID, and tokens as it makes them. */
abstract class EntraConnections {

    static EntraHouse house;

    @BeforeAll
    static void open() {
        house = new EntraHouse(Map.of());
    }

    @AfterAll
    static void close() {
        house.close();
    }
}
