/**
 * Written documents, read once: YAML with the line and column of every node, checked against a published JSON Schema,
 * with everything that is wrong found in one go.
 *
 * <p>The realm file and the seed file both stand on this; it knows nothing about what they mean. YAML is a language of
 * surprises, so only its plain part is read: no anchors, no tags, one document, bounded size and depth.
 */
@NullMarked
package org.gatehouse.realm.document;

import org.jspecify.annotations.NullMarked;
