package org.gatehouse.server.exports.trail;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.exports.DocumentFormat;

/** The kinds of file the trail comes in. */
public enum TrailFormat {
    NDJSON("ndjson", "ndjson", "application/x-ndjson"),
    CSV("csv", "csv", "text/csv;charset=UTF-8"),
    XLSX("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    XML("xml", "xml", "application/xml"),
    OCSF("ocsf", "ocsf.ndjson", "application/x-ndjson"),
    PDF("pdf", "pdf", "application/pdf"),
    /** Entries with everything somebody needs to verify them elsewhere. */
    PROOF_PACK("proof-pack", "zip", "application/zip");

    /** Rows a worksheet has, the header's taken off. */
    private static final long ROWS_OF_A_SHEET = 1_048_575;

    private final String code;
    private final String ending;
    private final String mediaType;

    TrailFormat(String code, String ending, String mediaType) {
        this.code = code;
        this.ending = ending;
        this.mediaType = mediaType;
    }

    public String code() {
        return code;
    }

    /** Of the file's name, without the dot. */
    public String ending() {
        return ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether the file is made of all rows at the end: none of it can be written before. */
    boolean isMadeAtTheEnd() {
        return this == XLSX || this == PDF || this == PROOF_PACK;
    }

    /** Entries one file may have. */
    long mostEntries() {
        return switch (this) {
            case XLSX -> ROWS_OF_A_SHEET;
            case PDF -> DocumentFormat.PDF.mostRows();
            case NDJSON, CSV, XML, OCSF, PROOF_PACK -> Long.MAX_VALUE;
        };
    }

    public static List<String> codes() {
        return Arrays.stream(values()).map(TrailFormat::code).toList();
    }

    public static Optional<TrailFormat> find(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }
}
