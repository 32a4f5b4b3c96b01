package org.gatehouse.realm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes IP addresses, IPv6 as RFC 5952 recommends. */
final class AddressText {

    private AddressText() {}

    static String of(byte[] address) {
        return address.length == 4
                ? IntStream.range(0, 4)
                        .mapToObj(index -> String.valueOf(address[index] & 0xff))
                        .collect(Collectors.joining("."))
                : shortened(words(address));
    }

    private static List<String> words(byte[] address) {
        List<String> words = new ArrayList<>();
        for (int index = 0; index < address.length; index += 2) {
            words.add(Integer.toHexString((address[index] & 0xff) << 8 | address[index + 1] & 0xff));
        }
        return words;
    }

    /** The longest run of zeros, the first of equals, becomes a double colon; one zero alone does not. */
    private static String shortened(List<String> words) {
        int start = 0;
        int length = 1;
        for (int index = 0; index < words.size(); index++) {
            int run = zeros(words, index);
            if (run > length) {
                start = index;
                length = run;
            }
        }
        return length == 1
                ? String.join(":", words)
                : String.join(":", words.subList(0, start)) + "::"
                        + String.join(":", words.subList(start + length, words.size()));
    }

    private static int zeros(List<String> words, int from) {
        int end = from;
        while (end < words.size() && words.get(end).equals("0")) {
            end++;
        }
        return end - from;
    }
}
