package org.gatehouse.server.console.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.Explanation;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** In front of all pages of the console: whoever the realm has not let in is sent there first. */
final class ConsoleDoor extends OncePerRequestFilter {

    private static final String REFUSED = "This answer does not belong to a sign-in that was begun in this browser, or"
            + " it was used before. Open the console again.";

    private final ConsoleSignIn signIn;

    ConsoleDoor(ConsoleSignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isAnswer(request)) {
            complete(request, response);
        } else if (signIn.isDone(request)) {
            chain.doFilter(request, response);
        } else {
            signIn.begin(request, response);
        }
    }

    private void complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> to = signIn.complete(request);
        if (to.isPresent()) {
            response.sendRedirect(to.get());
        } else {
            Explanation.give(request, REFUSED);
            response.sendError(HttpStatus.BAD_REQUEST.value());
        }
    }

    private static boolean isAnswer(HttpServletRequest request) {
        String path = "/console/realms/" + CurrentRequest.currentRealm().name() + "/signed-in";
        return "GET".equals(request.getMethod()) && request.getRequestURI().equals(path);
    }
}
