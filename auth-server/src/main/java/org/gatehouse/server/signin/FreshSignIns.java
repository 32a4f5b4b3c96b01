package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Keeps what is marked {@link AfterFreshSignIn} from a sign-in that is not recent. */
@Component
class FreshSignIns implements HandlerInterceptor, WebMvcConfigurer {

    static final Duration FRESH = Duration.ofMinutes(15);

    private final KeptForms forms;
    private final Pages pages;
    private final Clock clock;

    FreshSignIns(KeptForms forms, Pages pages, Clock clock) {
        this.forms = forms;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/assets/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!isMarked(handler) || isFresh()) {
            return true;
        }
        Realm realm = CurrentRequest.currentRealm();
        String back = ReturnTarget.of(realm, request)
                .or(() -> pageOfTheForm(realm, request))
                .or(() -> nearestPage(realm, request.getRequestURI()))
                .orElseGet(() -> home(realm, request));
        forms.keep(request, realm, back.split("\\?", 2)[0], keeps(handler));
        response.sendRedirect(
                "/realms/" + realm.name() + "/sign-in?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8));
        return false;
    }

    private static String home(Realm realm, HttpServletRequest request) {
        String console = "/console/realms/" + realm.name();
        return request.getRequestURI().startsWith(console) ? console : "/realms/" + realm.name() + "/account";
    }

    /** A form cannot be sent again for the person, so they come back to the page it is on. */
    private Optional<String> pageOfTheForm(Realm realm, HttpServletRequest request) {
        try {
            String referer = request.getHeader(HttpHeaders.REFERER);
            return referer == null ? Optional.empty() : page(realm, new URI(referer));
        } catch (URISyntaxException ex) {
            return Optional.empty();
        }
    }

    private Optional<String> page(Realm realm, URI referer) {
        String path = referer.getRawPath();
        String query = referer.getRawQuery();
        return query != null && pages.contains(path)
                ? ReturnTarget.of(realm, path + "?" + query).or(() -> ReturnTarget.of(realm, path))
                : nearestPage(realm, path);
    }

    /** What answers a form may stand where only forms are taken: then the page above it, which the form is on. */
    private Optional<String> nearestPage(Realm realm, String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            if (pages.contains(at)) {
                return ReturnTarget.of(realm, at);
            }
        }
        return Optional.empty();
    }

    private static boolean isMarked(Object handler) {
        return handler instanceof HandlerMethod method
                && (method.hasMethodAnnotation(AfterFreshSignIn.class)
                        || AnnotatedElementUtils.hasAnnotation(method.getBeanType(), AfterFreshSignIn.class));
    }

    private static String[] keeps(Object handler) {
        AfterFreshSignIn marked =
                handler instanceof HandlerMethod method ? method.getMethodAnnotation(AfterFreshSignIn.class) : null;
        return marked == null ? new String[0] : marked.keeps();
    }

    private boolean isFresh() {
        Instant now = clock.instant();
        return SignedIn.current()
                .filter(person -> !now.isAfter(person.authTime().plus(FRESH)))
                .isPresent();
    }
}
