package org.gatehouse.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps U+0000 out of pages, which show what somebody typed again: HTML has no way to write it (HTML section 13.1.4), and
 * what a browser or a scanner makes of it is anybody's guess. What is read or kept is not changed by it.
 */
@Component
final class NulFreePages extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new NulFree(response));
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static final class NulFree extends HttpServletResponseWrapper {

        private @Nullable PrintWriter writer;

        NulFree(HttpServletResponse response) {
            super(response);
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null) {
                writer = new PrintWriter(new Dropping(super.getWriter()));
            }
            return writer;
        }
    }

    private static final class Dropping extends FilterWriter {

        Dropping(Writer out) {
            super(out);
        }

        @Override
        public void write(int character) throws IOException {
            if (character != 0) {
                out.write(character);
            }
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            write(new String(text, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            String part = text.substring(from, from + length);
            out.write(part.indexOf('\0') < 0 ? part : part.replace("\0", ""));
        }
    }
}
