package org.gatehouse.server.crash;

/** No answer, or one that says no more than "not now": what was asked for may have happened or not. */
final class CutOff extends Exception {

    private static final long serialVersionUID = 1L;

    private final long request;

    CutOff(long request, String why) {
        super(why);
        this.request = request;
    }

    CutOff(long request, Throwable cause) {
        super(cause);
        this.request = request;
    }

    /** The number of the request, under which the trail knows it too. */
    long request() {
        return request;
    }
}
