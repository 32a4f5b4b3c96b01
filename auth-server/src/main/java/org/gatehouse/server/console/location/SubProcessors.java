package org.gatehouse.server.console.location;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who else handles personal data for the installation (GDPR article 28), as it says itself.
 *
 * @param subProcessors at most 50
 */
@ConfigurationProperties("gatehouse")
record SubProcessors(@DefaultValue List<SubProcessor> subProcessors) {

    private static final int MOST = 50;
    private static final int LONGEST = 200;

    /** @throws IllegalArgumentException when there are too many to be meant, or one says too little or too much */
    SubProcessors {
        if (subProcessors.size() > MOST || !subProcessors.stream().allMatch(SubProcessors::isWhole)) {
            throw new IllegalArgumentException("gatehouse.sub-processors has at most " + MOST
                    + ", each with a name, a purpose and a region of at most " + LONGEST + " characters.");
        }
        subProcessors = List.copyOf(subProcessors);
    }

    /** One of them: who, what for, and where. */
    record SubProcessor(
            @DefaultValue("") String name,
            @DefaultValue("") String purpose,
            @DefaultValue("") String region) {}

    private static boolean isWhole(SubProcessor one) {
        return List.of(one.name(), one.purpose(), one.region()).stream()
                .allMatch(text -> !text.isBlank() && text.length() <= LONGEST);
    }
}
