package org.gatehouse.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Who reads an answer. People come with a browser, and browsers name HTML; programs seldom do. */
enum Reader {
    PERSON,
    PROGRAM;

    private static final String API = "/api/";

    static Reader of(HttpServletRequest request) {
        return !isApi(request) && namesHtml(request) ? PERSON : PROGRAM;
    }

    boolean isProgram() {
        return this == PROGRAM;
    }

    private static boolean isApi(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = failed instanceof String uri ? uri : request.getRequestURI();
        return path.startsWith(API);
    }

    private static boolean namesHtml(HttpServletRequest request) {
        try {
            return MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT)).stream()
                    .anyMatch(type -> type.isConcrete()
                            && (type.includes(MediaType.TEXT_HTML) || type.includes(MediaType.APPLICATION_XHTML_XML)));
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }
}
