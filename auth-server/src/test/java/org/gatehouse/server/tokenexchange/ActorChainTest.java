package org.gatehouse.server.tokenexchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8693 sections 4.1 and 4.4: who acts, and who may")
class ActorChainTest {

    private static final Map<String, String> PLANNER =
            Map.of("iss", "https://id.example", "sub", "planner", "client_id", "planner");

    @Test
    void mayActWhenAnotherIsNamedThenNo() {
        assertThat(ActorChain.mayAct(Map.of("may_act", Map.of("sub", "biller")), PLANNER))
                .isFalse();
        assertThat(ActorChain.mayAct(Map.of("may_act", Map.of("sub", "planner", "iss", "https://other")), PLANNER))
                .isFalse();
    }

    @Test
    void mayActWhenTheClaimSaysNothingUsefulThenNo() {
        assertThat(ActorChain.mayAct(Map.of("may_act", Map.of()), PLANNER)).isFalse();
        assertThat(ActorChain.mayAct(Map.of("may_act", List.of("planner")), PLANNER))
                .isFalse();
    }

    @Test
    void mayActWhenNamedOrNobodyIsThenYes() {
        assertThat(ActorChain.mayAct(Map.of("may_act", Map.of("sub", "planner")), PLANNER))
                .isTrue();
        assertThat(ActorChain.mayAct(Map.of(), PLANNER)).isTrue();
    }

    @Test
    void ofThenWhoActedBeforeIsWithin() {
        Map<String, Object> act = ActorChain.of(Map.of("act", Map.of("sub", "first")), PLANNER);

        assertThat(act).containsEntry("sub", "planner").containsEntry("act", Map.of("sub", "first"));
        assertThat(ActorChain.length(act)).isEqualTo(2);
    }
}
