package org.gatehouse.server.crash;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.server.testing.RelyingApp;

/** What one code led to, as its relying app knows it: the refresh tokens in the order they were handed out. */
final class Lineage {

    private final RelyingApp app;
    private final String code;
    private final String codeRequest;
    private final int session;
    private final List<String> refreshTokens = new ArrayList<>();
    private String accessToken = "";
    private String sid = "";
    private boolean over;

    /**
     * Begins it.
     *
     * @param codeRequest the request id of the answer that carried the code, by which the trail knows the family
     * @param session which of the person's sign-ins it belongs to
     */
    Lineage(RelyingApp app, String code, String codeRequest, int session) {
        this.app = app;
        this.code = code;
        this.codeRequest = codeRequest;
        this.session = session;
    }

    RelyingApp app() {
        return app;
    }

    String code() {
        return code;
    }

    String codeRequest() {
        return codeRequest;
    }

    /** Whether it lives on a phone, which is a device as long as it does. */
    boolean isOnDevice() {
        return app.isPublic();
    }

    /** Whether its app wants to be told of the end of the sign-in. */
    boolean isListening() {
        return NoticeComparison.LISTENING.equals(app.authorization().get("client_id"));
    }

    int session() {
        return session;
    }

    /** False also while nothing was obtained yet. */
    boolean isLive() {
        return !over && !refreshTokens.isEmpty();
    }

    boolean wasRedeemed() {
        return !refreshTokens.isEmpty();
    }

    /** The last one, which may have expired. */
    String accessToken() {
        return accessToken;
    }

    void hold(String token) {
        accessToken = token;
    }

    /** The sign-in as the app knows it; empty before the first tokens. */
    String sid() {
        return sid;
    }

    void belongTo(String session) {
        sid = session;
    }

    String current() {
        return refreshTokens.get(refreshTokens.size() - 1);
    }

    /** Those no retry may use any more: each has a successor that was itself used. */
    List<String> rotated() {
        return refreshTokens.subList(0, Math.max(0, refreshTokens.size() - 2));
    }

    /** False when it was handed out before: a rotation nobody can have lost was lost. */
    boolean add(String refreshToken) {
        return !refreshTokens.contains(refreshToken) && refreshTokens.add(refreshToken);
    }

    void end() {
        over = true;
    }
}
