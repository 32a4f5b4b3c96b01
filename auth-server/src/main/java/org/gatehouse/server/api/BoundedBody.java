package org.gatehouse.server.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request whose body ends with an error when it is larger than anything the API has a use for. */
final class BoundedBody extends HttpServletRequestWrapper {

    /** Bytes, of anything but a realm file. */
    static final int LARGEST = 64 * 1024;

    private final int largest;

    /** @param largest bytes */
    BoundedBody(HttpServletRequest request, int largest) {
        super(request);
        this.largest = largest;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Bounded(super.getInputStream(), largest);
    }

    private static final class Bounded extends ServletInputStream {

        private final ServletInputStream body;
        private final int largest;
        private int left;

        Bounded(ServletInputStream body, int largest) {
            this.body = body;
            this.largest = largest;
            this.left = largest;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = body.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new TooLargeException(largest);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }

    /** The body is larger than it may be. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int largest;

        TooLargeException(int largest) {
            this.largest = largest;
        }

        int largest() {
            return largest;
        }
    }
}
