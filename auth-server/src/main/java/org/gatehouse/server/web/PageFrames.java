package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells the frame of a page what only another feature knows. At most one bean; asked once for each page that is
 * rendered, except error pages, because answering may need the session and the session may be what failed. A controller
 * that knows better puts its own {@link PageFrame} into the model as {@link #MODEL_NAME}.
 */
@FunctionalInterface
public interface PageFrames {

    /** The model attribute by which a controller answers for its own page. */
    String MODEL_NAME = "pageFrame";

    PageFrame frame(HttpServletRequest request);
}
