package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SessionEndedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers for every page of a sign-in that is over, or stands elsewhere: an old link, the back button, another tab. */
@ControllerAdvice
class SignInErrors {

    @ExceptionHandler
    String ended(SessionEndedException ex, HttpServletResponse response, Model model) {
        return over(response, model);
    }

    @ExceptionHandler
    @Nullable
    String over(SignInOverException ex, HttpServletResponse response, Model model) throws IOException {
        if (ex.elsewhere() != null) {
            response.sendRedirect(ex.elsewhere());
            return null;
        }
        return over(response, model);
    }

    private static String over(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.GONE.value());
        model.addAttribute("realm", CurrentRequest.currentRealm());
        return "signin/over";
    }
}
