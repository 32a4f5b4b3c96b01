package org.gatehouse.server.exports.trail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.gatehouse.audit.verify.VerifyMain;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The offline verifier as one jar, made of this service's own classes: always the one that knows what this version writes.
 * It needs the JDK and nothing else; the build makes the same as {@code gatehouse-verify.jar}.
 */
final class VerifierJar {

    private static final String ROOT = "org/gatehouse/audit/";

    private static final List<String> CLASSES = List.of(
            "verify/*.class",
            "merkle/*.class",
            "note/*.class",
            "event/*.class",
            "entry/EntryHead*.class",
            "entry/HeadCodec*.class");

    /** One content makes one file. */
    private static final FileTime ALWAYS = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    private VerifierJar() {}

    static byte[] make() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest().write(jar);
            jar.closeEntry();
            for (Resource file : classes()) {
                jar.putNextEntry(entry(path(file)));
                try (InputStream in = file.getInputStream()) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static List<Resource> classes() throws IOException {
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        List<Resource> all = new ArrayList<>();
        for (String pattern : CLASSES) {
            all.addAll(List.of(resolver.getResources("classpath:" + ROOT + pattern)));
        }
        all.sort(Comparator.comparing(VerifierJar::path));
        return all;
    }

    private static String path(Resource file) {
        try {
            String url = file.getURL().toString();
            return url.substring(url.lastIndexOf(ROOT));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(ALWAYS);
        return entry;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, VerifyMain.class.getName());
        return manifest;
    }
}
