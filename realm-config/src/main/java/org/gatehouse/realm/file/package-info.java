/**
 * The realm file: how a {@link org.gatehouse.realm.RealmDefinition} is written down, read, stored and compared.
 *
 * <p>One reader per section of the file; each reads its part into the model and reports, at the exact line, what makes
 * no sense. Sections of more than one class have a package of their own. A key this version does not enforce is read,
 * checked and refused, never ignored: the schema marks it. JSON of the same shape is the stored form,
 * so there is one reading of a realm and not two.
 */
@NullMarked
package org.gatehouse.realm.file;

import org.jspecify.annotations.NullMarked;
