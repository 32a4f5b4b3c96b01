package org.gatehouse.server.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes letters in their reader's language. All have one shape: a greeting, what happened, facts, at most one code and
 * one link, and what to do if it was somebody else.
 */
@Component
class LetterText {

    private final MessageSource messages;
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    LetterText(MessageSource messages) {
        this.messages = messages;
        templates.setTemplateEngineMessageSource(messages);
        templates.addTemplateResolver(resolver(TemplateMode.HTML, ".html", 1));
        templates.addTemplateResolver(resolver(TemplateMode.TEXT, ".txt", 2));
    }

    /** A line of the list of facts. */
    record Fact(String label, String value) {}

    Letter write(Realm realm, Account account, Mail mail, UUID id) {
        Locale locale = locale(realm, account);
        String house = realm.definition().displayName();
        Context context = new Context(locale);
        context.setVariable("language", messages.getMessage("mail.language", null, locale));
        context.setVariable("house", house);
        context.setVariable("person", account.displayName());
        context.setVariable("kind", mail.kind().code());
        context.setVariable("facts", facts(mail, locale));
        context.setVariable("link", mail.link());
        context.setVariable("code", mail.code());
        String subject = messages.getMessage("mail." + mail.kind().code() + ".subject", new Object[] {house}, locale);
        context.setVariable("subject", subject);
        return new Letter(
                id,
                oneLine(house),
                oneLine(mail.to()), // whatever it holds, it must not keep its owner's password from being changed
                oneLine(subject),
                templates.process("letter.txt", context),
                templates.process("letter.html", context));
    }

    private List<Fact> facts(Mail mail, Locale locale) {
        return mail.facts().entrySet().stream()
                .map(fact ->
                        new Fact(messages.getMessage("mail.fact." + fact.getKey(), null, locale), words(fact, locale)))
                .toList();
    }

    /** Codes such as {@code totp} have words of their own; everything else is text already. */
    private String words(Map.Entry<String, String> fact, Locale locale) {
        String key = "mail.fact." + fact.getKey() + "." + fact.getValue();
        @Nullable String known = messages.getMessage(key, null, null, locale);
        return oneLine(known == null ? fact.getValue() : known);
    }

    private static Locale locale(Realm realm, Account account) {
        String tag = account.locale();
        return Locale.forLanguageTag(
                tag == null ? realm.definition().languages().get(0) : tag);
    }

    /** A line break would begin another header, or another fact. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    private static ClassLoaderTemplateResolver resolver(TemplateMode mode, String suffix, int order) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(LetterText.class.getClassLoader());
        resolver.setPrefix("templates/mail/");
        resolver.setResolvablePatterns(java.util.Set.of("*" + suffix));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setCacheable(true);
        resolver.setOrder(order);
        return resolver;
    }
}
