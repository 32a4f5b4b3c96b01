package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.server.factor.remembered.BrowserMemory;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps a browser that is merely remembered from changing factors: whoever sits at it with the password would otherwise add
 * one of their own and stay for good. They are asked for a factor, and come back.
 */
@Component
class FactorGuard implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns("/realms/*/account/factors/**", "/realms/*/account/passkeys/**")
                .excludePathPatterns("/realms/*/account/factors/browsers/**"); // to be forgotten takes nothing away
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        boolean proven =
                SignedIn.current().filter(FactorGuard::isMerelyRemembered).isEmpty();
        String realm = CurrentRequest.currentRealm().name();
        String list = BrowserMemory.factorPages(realm).get(0);
        if (proven || request.getRequestURI().equals(list)) {
            return true;
        }
        String back = HttpMethod.GET.matches(request.getMethod()) ? request.getRequestURI() : list;
        response.sendRedirect("/realms/" + realm + "/sign-in?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
        return false;
    }

    private static boolean isMerelyRemembered(SignedInAccount person) {
        return person.remembered() && person.assurance() == Assurance.SINGLE_FACTOR;
    }
}
