package org.gatehouse.server.exports;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of file that hold several tables. */
public enum DocumentFormat {
    CSV("csv", "text/csv;charset=UTF-8", Integer.MAX_VALUE),
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Integer.MAX_VALUE),
    JSON("json", "application/json", Integer.MAX_VALUE),
    XML("xml", "application/xml", Integer.MAX_VALUE),
    /** Kept in memory until it is complete, so it is for as much as somebody would read. */
    DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 2_000),
    /** Its pages go to disk, but what says which text is which cell stays in memory. */
    PDF("pdf", "application/pdf", 5_000);

    private final String code;
    private final String mediaType;
    private final int mostRows;

    DocumentFormat(String code, String mediaType, int mostRows) {
        this.code = code;
        this.mediaType = mediaType;
        this.mostRows = mostRows;
    }

    /** Also the ending of the file's name. */
    public String code() {
        return code;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether people read it; the others are for programs, to which an empty table says enough. */
    boolean isForPeople() {
        return this == XLSX || this == DOCX || this == PDF;
    }

    /** Rows of tables in one file; what comes after is left out, and the file says so. */
    public int mostRows() {
        return mostRows;
    }

    public static Optional<DocumentFormat> find(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }
}
