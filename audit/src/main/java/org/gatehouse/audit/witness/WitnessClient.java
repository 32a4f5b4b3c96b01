package org.gatehouse.audit.witness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.gatehouse.audit.note.Cosignature;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.witness.WitnessAnswer.Reason;

/** Asks a witness for its cosignature: {@code add-checkpoint} of C2SP tlog-witness. Safe for use by several threads. */
public final class WitnessClient {

    private static final String SIZE_TYPE = "text/x.tlog.size";
    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\\n");

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final Duration patience;
    private final HttpClient client;

    /** @param patience from the look-up to the last byte, in real time, as what is bounded is real waiting */
    public WitnessClient(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(patience).build(); // redirects are not followed
    }

    /**
     * Waits for one answer.
     *
     * @param from the size that is proved from; 0 with an empty proof
     * @return never fails
     */
    public WitnessAnswer ask(Witness witness, long from, List<byte[]> proof, SignedNote note) {
        StringBuilder body = new StringBuilder("old ").append(from).append('\n');
        proof.forEach(
                hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        HttpRequest request = HttpRequest.newBuilder(URI.create(witness.address() + "/add-checkpoint"))
                .timeout(patience)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(body.append('\n').append(note).toString(), StandardCharsets.UTF_8))
                .build();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new ShortText());
        try {
            return read(witness, note, answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException ex) {
            return new WitnessAnswer.Nothing(Reason.AWAY);
        } catch (ExecutionException ex) {
            return new WitnessAnswer.Nothing(
                    ex.getCause() instanceof ShortText.TooLongException ? Reason.UNUSABLE : Reason.AWAY);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return new WitnessAnswer.Nothing(Reason.AWAY);
        } finally {
            answer.cancel(true); // or a body that never ends is read for ever
        }
    }

    private static WitnessAnswer read(Witness witness, SignedNote note, HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case OK -> cosigned(witness, note, answer.body());
            case CONFLICT -> known(answer);
            case UNPROCESSABLE -> new WitnessAnswer.Contradicts();
            case NOT_FOUND -> new WitnessAnswer.Nothing(Reason.UNKNOWN_LOG);
            case FORBIDDEN -> new WitnessAnswer.Nothing(Reason.UNKNOWN_KEY);
            default -> new WitnessAnswer.Nothing(Reason.UNUSABLE);
        };
    }

    private static WitnessAnswer cosigned(Witness witness, SignedNote note, String lines) {
        try {
            return Cosignature.find(note.signedInstead(lines), witness.key())
                    .<WitnessAnswer>map(WitnessAnswer.Cosigned::new)
                    .orElseGet(() -> new WitnessAnswer.Nothing(Reason.WRONG_SIGNATURE));
        } catch (IllegalArgumentException ex) {
            return new WitnessAnswer.Nothing(Reason.UNUSABLE);
        }
    }

    private static WitnessAnswer known(HttpResponse<String> answer) {
        boolean isSize = answer.headers()
                        .firstValue("Content-Type")
                        .filter(SIZE_TYPE::equals)
                        .isPresent()
                && SIZE.matcher(answer.body()).matches();
        return isSize
                ? new WitnessAnswer.Knows(Long.parseLong(answer.body().strip()))
                : new WitnessAnswer.Nothing(Reason.UNUSABLE);
    }
}
