package org.gatehouse.server.exports;

import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.COSObjectable;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;

/** What says which text is a heading and which a cell, for people who hear a PDF (ISO 32000-1, 14.7 and 14.8). */
final class PdfTags {

    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement document = new PDStructureElement("Document", root);
    private final Map<Integer, COSObjectable> pages = new TreeMap<>();
    private COSArray marks = new COSArray();

    PdfTags(PDDocument pdf) {
        root.appendKid(document);
        pdf.getDocumentCatalog().setStructureTreeRoot(root);
        PDMarkInfo info = new PDMarkInfo();
        info.setMarked(true);
        pdf.getDocumentCatalog().setMarkInfo(info);
    }

    void begin(PDPage page) {
        marks = new COSArray();
        page.setStructParents(pages.size());
        pages.put(pages.size(), marks);
    }

    PDStructureElement add(String type) {
        return add(type, document);
    }

    PDStructureElement add(String type, PDStructureNode parent) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    PDStructureElement addHead(PDStructureNode row) {
        PDStructureElement head = add("TH", row);
        PDTableAttributeObject scope = new PDTableAttributeObject();
        scope.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        head.addAttribute(scope);
        return head;
    }

    /** The number of the next piece of content on this page, which is the element's. */
    int mark(PDStructureElement element, PDPage page) {
        int number = marks.size();
        marks.add(element.getCOSObject());
        PDMarkedContentReference reference = new PDMarkedContentReference();
        reference.setPage(page);
        reference.setMCID(number);
        element.appendKid(reference);
        return number;
    }

    void end() {
        PDNumberTreeNode parents = new PDNumberTreeNode(PDParentTreeValue.class);
        parents.setNumbers(pages);
        root.setParentTree(parents);
        root.setParentTreeNextKey(pages.size());
    }

    static COSName name(PDStructureElement element) {
        return COSName.getPDFName(element.getStructureType());
    }
}
