/** Client libraries that know nothing of this service, in the programs the documentation shows. */
package org.gatehouse.server.interoperability;
