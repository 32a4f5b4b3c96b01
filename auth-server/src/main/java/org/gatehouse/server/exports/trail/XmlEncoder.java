package org.gatehouse.server.exports.trail;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** XML 1.0: a {@code trail} of {@code entry} elements, whose children are named like the columns of the other formats. */
final class XmlEncoder implements EntryEncoder {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    @Override
    public byte[] begin() {
        return write(xml -> {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("trail");
            xml.writeCharacters("\n"); // closes the tag
        });
    }

    @Override
    public byte[] entries(List<ExportedEntry> entries) {
        return write(xml -> {
            for (ExportedEntry entry : entries) {
                entry(xml, EntryColumns.of(entry));
            }
        });
    }

    @Override
    public byte[] end() {
        return "</trail>\n".getBytes(StandardCharsets.UTF_8);
    }

    private static void entry(XMLStreamWriter xml, List<@Nullable String> values) throws XMLStreamException {
        xml.writeStartElement("entry");
        for (int column = 0; column < values.size(); column++) {
            String value = values.get(column);
            if (value != null && !value.isEmpty()) {
                xml.writeStartElement(EntryColumns.NAMES.get(column));
                xml.writeCharacters(value);
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static byte[] write(Writing writing) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
            writing.to(xml);
            xml.flush();
        } catch (XMLStreamException ex) {
            throw new IllegalStateException("An entry cannot be written as XML", ex);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private interface Writing {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }
}
