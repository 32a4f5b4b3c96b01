package org.gatehouse.server.reporting;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.reporting.ReportRefusedException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a report strictly. How long it may be was decided before. */
final class ReportBody {

    /** Entries in one report. */
    static final int MOST = 1_000;

    private static final int DEEPEST = 8;

    /** Texts may be as long as the report: the schema then says which one is too long. */
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(Reports.LARGEST)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReportBody() {}

    static List<JsonNode> entries(byte[] body) {
        JsonNode root = parse(body);
        if (root.isObject()) {
            return List.of(root);
        }
        if (!root.isArray() || root.isEmpty()) {
            throw new ReportRefusedException(Reason.NO_ENTRIES);
        }
        if (root.size() > MOST) {
            throw new ReportRefusedException(Reason.TOO_MANY_ENTRIES);
        }
        List<JsonNode> entries = new ArrayList<>(root.size());
        root.forEach(entries::add);
        return entries;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return STRICT.readTree(body);
        } catch (JacksonException ex) {
            throw new ReportRefusedException(Reason.NO_JSON);
        }
    }
}
