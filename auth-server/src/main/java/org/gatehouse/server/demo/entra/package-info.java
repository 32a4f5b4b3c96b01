/**
 * A stand-in for Microsoft Entra ID and Microsoft Graph, so that a connection can be tried and tested without Microsoft: real
 * HTTP and real signatures, several organisations with people, and whatever can go wrong with it at a word. It believes
 * whoever presses a button. It knows nothing of the service but its address, and exists in the demo and in tests only.
 */
@NullMarked
package org.gatehouse.server.demo.entra;

import org.jspecify.annotations.NullMarked;
