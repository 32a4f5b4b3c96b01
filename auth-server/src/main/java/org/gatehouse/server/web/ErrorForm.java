package org.gatehouse.server.web;

import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** How a protocol with a form of its own for errors answers what was refused before it, or failed behind it. */
public interface ErrorForm {

    /**
     * The answer, without anything the reader must not know.
     *
     * @param path of the request that went wrong
     * @return empty when that is not of this protocol
     */
    Optional<ResponseEntity<?>> find(String path, HttpStatus status);
}
