package org.gatehouse.server.federation.doctor;

import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingException.Reason;
import org.jspecify.annotations.Nullable;

/** Why a document could not be had, by what somebody can do about it. */
final class FetchFailure {

    private FetchFailure() {}

    static String code(Reason reason) {
        return switch (reason) {
            case ADDRESS, NOT_HTTPS -> "not-https";
            case FORBIDDEN -> "forbidden";
            case UNKNOWN_HOST -> "unknown-host";
            case UNREACHABLE -> "unreachable";
            case UNTRUSTED -> "untrusted";
            case TIMED_OUT, RESTING, BUSY -> "timed-out";
            case REDIRECTED -> "redirected";
            case BROKEN, TOO_LARGE, STATUS, CONTENT_TYPE -> "wrong-document";
        };
    }

    /** Of the call behind a failure; null when it was none. */
    static @Nullable String behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutgoingException call) {
                return code(call.reason());
            }
        }
        return null;
    }
}
