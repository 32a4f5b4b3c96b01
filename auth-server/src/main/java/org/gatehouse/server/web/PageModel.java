package org.gatehouse.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Hands the frame what it shows, and remembers the language and the theme somebody clicked. As request attributes, which templates
 * read like the model: an exception handler's page needs them too, and no interceptor sees its model.
 */
final class PageModel implements HandlerInterceptor {

    private static final String PAGE = "page";

    private final LocaleResolver languages;
    private final ObjectProvider<PageFrames> frames;

    PageModel(LocaleResolver languages, ObjectProvider<PageFrames> frames) {
        this.languages = languages;
        this.frames = frames;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.GET.matches(request.getMethod())) {
            LanguageResolver.chosen(request)
                    .ifPresent(language -> languages.setLocale(request, response, language.locale()));
            Theme.chosen(request).ifPresent(theme -> theme.keep(request, response));
        }
        Language language = Language.of(languages.resolveLocale(request));
        request.setAttribute(
                PAGE, PageView.of(language, Theme.of(request), PageAddress.of(request), () -> frame(request)));
        request.setAttribute(FormErrors.MODEL_NAME, FormErrors.none());
        return true;
    }

    private PageFrame frame(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return PageFrame.EMPTY;
        }
        PageFrames known = frames.getIfAvailable();
        return known == null ? PageFrame.EMPTY : known.frame(request);
    }
}
