package org.gatehouse.server.federation.entraid;

import java.net.URI;
import java.util.Map;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.outgoing.OutgoingResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls to Microsoft Graph of one sign-in.
 *
 * @param graph which nothing leads away from: whoever gets the token is the person for an hour
 */
record GraphCall(OutgoingCalls calls, String graph, String accessToken) {

    /** A page of 11 000 ids is smaller. */
    private static final int MOST_BYTES = 768 * 1024;

    GraphPage post(String path, Map<String, ?> body) {
        String json = JsonMapper.shared().writeValueAsString(body);
        return send(OutgoingRequest.json(URI.create(graph + path), json));
    }

    /** @param link to the next page, which is somebody else's text until it is known to lead to where it comes from */
    GraphPage follow(String link) {
        try {
            URI uri = URI.create(link);
            if (isOwn(uri)) {
                return send(OutgoingRequest.get(uri));
            }
        } catch (IllegalArgumentException ex) {
            throw new GraphException("Microsoft Graph names a next page by what is no address", ex);
        }
        throw new GraphException("Microsoft Graph names a next page elsewhere, which is not followed");
    }

    private boolean isOwn(URI uri) {
        URI own = URI.create(graph);
        boolean sameServer =
                own.getScheme().equals(uri.getScheme()) && own.getRawAuthority().equals(uri.getRawAuthority());
        return sameServer && uri.normalize().getRawPath().startsWith(own.getRawPath() + "/v1.0/");
    }

    private GraphPage send(OutgoingRequest request) {
        try {
            OutgoingResponse response = calls.send(
                    request.with("Authorization", "Bearer " + accessToken).readingAtMost(MOST_BYTES));
            return GraphPage.of(response);
        } catch (OutgoingException ex) {
            throw new GraphException(String.valueOf(ex.getMessage()), ex);
        }
    }

    @Override
    public String toString() {
        return "GraphCall[" + graph + "]";
    }
}
