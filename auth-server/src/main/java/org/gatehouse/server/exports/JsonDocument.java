package org.gatehouse.server.exports;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** An object of arrays of objects; what is absent is left out, and nothing else is altered. */
final class JsonDocument implements DocumentWriter {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonGenerator json;
    private final List<Note> notes = new ArrayList<>();
    private @Nullable Section section;

    private record Note(@Nullable String section, String text) {}

    JsonDocument(Head head, OutputStream out) {
        json = MAPPER.createGenerator(out);
        json.writeStartObject();
        json.writeStringProperty("title", head.title());
        json.writeStringProperty("subject", head.subject());
        json.writeStringProperty("madeAt", head.madeAt().toString());
        json.writeName("sections");
        json.writeStartObject();
    }

    @Override
    public void section(Section begun) {
        end();
        section = begun;
        json.writeName(begun.name());
        json.writeStartArray();
    }

    @Override
    public void row(List<@Nullable String> values) {
        List<Column> columns = section == null ? List.of() : section.columns();
        json.writeStartObject();
        for (int column = 0; column < values.size(); column++) {
            String value = values.get(column);
            if (value != null) {
                json.writeStringProperty(columns.get(column).name(), value);
            }
        }
        json.writeEndObject();
    }

    @Override
    public void note(String text) {
        notes.add(new Note(section == null ? null : section.name(), text));
    }

    @Override
    public void close() {
        end();
        json.writeEndObject();
        json.writeName("notes");
        json.writeStartArray();
        notes.forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private void write(Note note) {
        json.writeStartObject();
        if (note.section() != null) {
            json.writeStringProperty("section", note.section());
        }
        json.writeStringProperty("text", note.text());
        json.writeEndObject();
    }

    private void end() {
        if (section != null) {
            json.writeEndArray();
        }
    }
}
