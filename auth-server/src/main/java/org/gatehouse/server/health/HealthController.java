package org.gatehouse.server.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.server.proofs.TrailAlarms;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health/live} and {@code /health/ready}, for probes and load balancers; they name no addresses or versions. */
@RestController
class HealthController {

    private static final int VALIDATION_SECONDS = 2;
    private static final String RETRY_AFTER_SECONDS = "5";

    private final DataSource database;
    private final JdbcAuditTrail trail;
    private final TrailAlarms alarms;

    HealthController(DataSource database, JdbcAuditTrail trail, TrailAlarms alarms) {
        this.database = database;
        this.trail = trail;
        this.alarms = alarms;
    }

    @GetMapping("/health/live")
    ResponseEntity<Map<String, String>> live() {
        return up();
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        if (!databaseAnswers()) {
            return down("The database does not answer.");
        }
        if (!trail.isWritable()) {
            return down("The trace log cannot be written.");
        }
        return alarms.sentence().map(HealthController::down).orElseGet(HealthController::up);
    }

    private boolean databaseAnswers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException ex) {
            return false;
        }
    }

    private static ResponseEntity<Map<String, String>> up() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("status", "up"));
    }

    private static ResponseEntity<Map<String, String>> down(String reason) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .cacheControl(CacheControl.noStore())
                .body(Map.of("status", "down", "reason", reason));
    }
}
