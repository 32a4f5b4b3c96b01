package org.gatehouse.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.TransactionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.orm.jpa.JpaSystemException;

/** Which failures are an outage: what a transaction throws differs with the moment at which the database dies. */
class OutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "40001", "42P01", "57014", "XX000"})
    void isCauseOfWhenTheDatabaseWorksAndRefusesThenNot(String state) {
        assertThat(Outage.isCauseOf(inTransaction(new SQLException("refused", state))))
                .isFalse();
    }

    @Test
    void isCauseOfWhenItIsABugThenNot() {
        assertThat(Outage.isCauseOf(null)).isFalse();
        assertThat(Outage.isCauseOf(new IllegalStateException(new NullPointerException())))
                .isFalse();
    }

    @Test
    void isCauseOfWhenCausesFormACircleThenNot() {
        Exception one = new Exception();
        one.initCause(new Exception(one));

        assertThat(Outage.isCauseOf(one)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "53100", "53300", "57P01", "57P02", "57P03", "25006"})
    void isCauseOfWhenTheDatabaseDiesInTheMiddleOfATransactionThenYes(String state) {
        assertThat(Outage.isCauseOf(inTransaction(new SQLException("gone", state))))
                .isTrue();
    }

    @Test
    void isCauseOfWhenThePoolHasClosedTheBrokenConnectionThenYes() {
        assertThat(Outage.isCauseOf(inTransaction(new SQLException("Connection is closed"))))
                .isTrue();
    }

    private static Exception inTransaction(SQLException cause) {
        return new JpaSystemException(new TransactionException("Unable to rollback", cause));
    }
}
