package org.gatehouse.server.demo;

import com.github.f4b6a3.uuid.util.UuidUtil;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.mail.Letter;
import org.gatehouse.server.mail.MailTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Catches all mail of the demo, so that nobody outside ever gets any and a visitor can open the links. */
@Component
@DemoOnly
class CaughtMail implements MailTransport {

    /** The oldest gives way. */
    private static final int MOST = 100;

    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final Deque<Letter> letters = new ArrayDeque<>();
    private final String own;

    CaughtMail(GatehouseProperties properties) {
        this.own = properties.baseUrl() + "/";
    }

    /**
     * A letter as the page shows it.
     *
     * @param text in pieces, some of which are links
     */
    record Caught(String id, Instant at, String to, String subject, List<Piece> text) {}

    /** @param href where it leads; null for plain text. Only to this service: the page is no way out */
    record Piece(String text, @Nullable String href) {}

    @Override
    public synchronized void send(Letter letter) {
        letters.addFirst(letter);
        while (letters.size() > MOST) {
            letters.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<Caught> all() {
        return letters.stream()
                .map(letter -> new Caught(
                        letter.id().toString(),
                        UuidUtil.getInstant(letter.id()),
                        letter.to(),
                        letter.subject(),
                        pieces(letter.text())))
                .toList();
    }

    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher link = LINK.matcher(text);
        int from = 0;
        while (link.find()) {
            pieces.add(new Piece(text.substring(from, link.start()), null));
            pieces.add(new Piece(link.group(), link.group().startsWith(own) ? link.group() : null));
            from = link.end();
        }
        pieces.add(new Piece(text.substring(from), null));
        return pieces;
    }
}
