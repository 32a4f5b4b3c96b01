/**
 * The service as people meet it: a real Chromium in front of the whole server. Journeys read as verbs; every page on the
 * way is watched, and every page there is has its picture taken.
 */
package org.gatehouse.server.browser;
