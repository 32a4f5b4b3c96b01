package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * XML 1.0: a {@code document} of {@code section} elements with {@code record} elements in them. Names of fields are
 * attributes: a realm calls its own attributes as it likes, and not every such name is one of XML.
 */
final class XmlDocument implements DocumentWriter {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;
    private List<Column> columns = List.of();
    private boolean within;

    XmlDocument(Head head, OutputStream out) throws IOException {
        try {
            xml = FACTORY.createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("document");
            attribute("title", head.title());
            attribute("subject", head.subject());
            attribute("madeAt", head.madeAt().toString());
        } catch (XMLStreamException ex) {
            throw new IOException(ex);
        }
    }

    @Override
    public void section(Section section) throws IOException {
        columns = section.columns();
        write(() -> {
            end();
            xml.writeCharacters("\n");
            xml.writeStartElement("section");
            attribute("name", section.name());
            attribute("title", section.title());
            within = true;
        });
    }

    @Override
    public void row(List<@Nullable String> values) throws IOException {
        write(() -> {
            xml.writeCharacters("\n");
            xml.writeStartElement("record");
            for (int column = 0; column < values.size(); column++) {
                field(columns.get(column).name(), values.get(column));
            }
            xml.writeEndElement();
        });
    }

    @Override
    public void note(String text) throws IOException {
        write(() -> {
            xml.writeStartElement("note");
            xml.writeCharacters(VisibleText.of(text));
            xml.writeEndElement();
        });
    }

    @Override
    public void close() throws IOException {
        write(() -> {
            end();
            xml.writeEndDocument();
            xml.flush();
        });
    }

    private void field(String name, @Nullable String value) throws XMLStreamException {
        if (value != null) {
            xml.writeStartElement("field");
            attribute("name", name);
            xml.writeCharacters(VisibleText.of(value));
            xml.writeEndElement();
        }
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.of(value));
    }

    private void end() throws XMLStreamException {
        if (within) {
            xml.writeEndElement();
        }
    }

    private interface Writing {
        void write() throws XMLStreamException;
    }

    private static void write(Writing writing) throws IOException {
        try {
            writing.write();
        } catch (XMLStreamException ex) {
            throw new IOException(ex);
        }
    }
}
