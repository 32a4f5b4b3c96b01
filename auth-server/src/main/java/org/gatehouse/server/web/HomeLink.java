package org.gatehouse.server.web;

/**
 * A bean of this type puts a feature on the front door. Everybody sees the front door: announce only what anybody may
 * know to exist.
 *
 * @param href a path of this service
 * @param titleCode message code of the link's text
 * @param textCode message code of one sentence about it
 */
public record HomeLink(String href, String titleCode, String textCode) {}
