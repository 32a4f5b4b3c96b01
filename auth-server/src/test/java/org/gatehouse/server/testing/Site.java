package org.gatehouse.server.testing;

import java.net.URI;

/** A running service, in this process or another, as those see it who use it. */
public interface Site {

    /** The address of a path that begins with a slash. */
    URI uri(String path);
}
