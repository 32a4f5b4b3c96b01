package org.gatehouse.server.factor;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG image, one unit to a module.
 *
 * @param size width and height in units, the quiet zone around it included
 */
record QrPicture(int size, String path) {

    /** Readers need four modules of white around it (ISO/IEC 18004 section 9.1). */
    private static final int QUIET = 4;

    static QrPicture of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrPicture(code.size + 2 * QUIET, path.toString());
    }

    /** It holds a key. */
    @Override
    public String toString() {
        return "QrPicture[hidden]";
    }
}
