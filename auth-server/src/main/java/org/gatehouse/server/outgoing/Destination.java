package org.gatehouse.server.outgoing;

import java.net.InetAddress;
import java.util.List;

/** The addresses a host had when it was looked up, each checked; the connection is made to one of these. */
record Destination(List<InetAddress> addresses) {}
