package org.gatehouse.server.web;

import java.beans.PropertyEditorSupport;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * The database's text has no place for U+0000, and nobody types it: a request that has one where text is expected is bad
 * as a whole (400), before anything looks for it or stores it.
 */
@ControllerAdvice
class StorableText extends PropertyEditorSupport {

    @InitBinder
    void bind(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new StorableText());
    }

    @Override
    public void setAsText(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Text cannot hold U+0000.");
        }
        setValue(text);
    }
}
