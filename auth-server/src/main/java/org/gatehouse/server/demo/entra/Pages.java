package org.gatehouse.server.demo.entra;

import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** The pages people see at the stand-in, in their language. */
final class Pages {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private static final String LAYOUT = """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">%s
            <title>%s</title>
            <style>
            body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#f2f2f2;color:#1b1b1b}
            main{max-width:28rem;margin:10vh auto;padding:2rem;background:#fff}
            button{font:inherit;width:100%%;text-align:left;padding:.75rem 1rem;margin:.25rem 0;border:1px solid #767676;
            background:#fff;color:inherit;cursor:pointer}
            button small{display:block;color:#555}
            iframe{display:none}
            </style>
            </head>
            <body><main><h1>%s</h1>
            %s
            </main></body></html>
            """;

    private final Locale locale;
    private final ResourceBundle texts;

    private Pages(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "org.gatehouse.server.demo.entra.pages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Pages of(Call call) {
        try {
            List<Locale.LanguageRange> wanted =
                    Locale.LanguageRange.parse(call.header("Accept-Language").orElse("en"));
            Locale found = Locale.lookup(wanted, LANGUAGES);
            return new Pages(found == null ? Locale.ENGLISH : found);
        } catch (IllegalArgumentException ex) {
            return new Pages(Locale.ENGLISH);
        }
    }

    Reply choice(AuthorizationRequest request, Collection<Person> people) {
        String context = request.context() == null ? "" : paragraph(text("context", request.context()));
        String all = people.stream().map(person -> button(request, person)).collect(Collectors.joining("\n"));
        String none = people.isEmpty() ? paragraph(text("nobody")) : "";
        String cancel = form(request, "cancel", "true", text("cancel"), "");
        return page(200, "title", "", paragraph(text("stand-in")) + context + all + none + cancel);
    }

    private String button(AuthorizationRequest request, Person person) {
        String home = person.tenant().name() + (person.about().isEmpty() ? "" : " · " + person.about());
        return form(request, "person", person.key(), text("choose", person.name()), home);
    }

    private static String form(AuthorizationRequest request, String name, String value, String label, String more) {
        String hidden = request.parameters().entrySet().stream()
                .filter(each -> !List.of("person", "cancel").contains(each.getKey()))
                .map(each -> hidden(each.getKey(), each.getValue()))
                .collect(Collectors.joining());
        String small = more.isEmpty() ? "" : "<small>" + escaped(more) + "</small>";
        return "<form method=\"post\">" + hidden + "<button name=\"" + name + "\" value=\"" + escaped(value) + "\">"
                + escaped(label) + small + "</button></form>";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">";
    }

    /** @param next where to go on; empty for nowhere */
    Reply signedOut(Collection<String> frames, String next) {
        String all = frames.stream()
                .map(frame -> "<iframe src=\"" + escaped(frame) + "\" title=\"\"></iframe>")
                .collect(Collectors.joining("\n"));
        String link =
                next.isEmpty() ? "" : "<p><a href=\"" + escaped(next) + "\">" + escaped(text("go-on")) + "</a></p>";
        String onward = next.isEmpty() ? "" : "<meta http-equiv=\"refresh\" content=\"2;url=" + escaped(next) + "\">";
        return page(200, "signed-out.title", onward, paragraph(text("signed-out.text")) + all + link);
    }

    Reply refused(Refused refused) {
        String code = refused.error() + ": " + refused.getMessage();
        return page(400, "refused.title", "", paragraph(code));
    }

    private Reply page(int status, String title, String head, String body) {
        String heading = escaped(text(title));
        return Reply.page(status, LAYOUT.formatted(locale.getLanguage(), head, heading, heading, body));
    }

    private String text(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }

    private static String paragraph(String text) {
        return "<p>" + escaped(text) + "</p>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
