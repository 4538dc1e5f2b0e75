package io.backtrail.enrich;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small MaxMind databases for tests, after the published format: a tree of 32-bit records over the bits of an address,
 * then the answers, then the metadata. A node is two records; a record leads to a node, to nothing, or to an answer.
 */
final class SmallDatabase {
    private static final byte[] MARKER = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };
    private static final int EMPTY = -1;
    private static final int BUILT = 1_767_225_600; // 2026-01-01T00:00:00Z

    private final String type;
    private final int ipVersion;
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    SmallDatabase(String type, int ipVersion) {
        this.type = type;
        this.ipVersion = ipVersion;
    }

    /** Sets the answer for a block; text, Integer, Long, Double and Map are understood. IPv4 lies below {@code ::/96}. */
    SmallDatabase with(String block, Map<String, ?> answer) {
        AddressBlock network = AddressBlock.parse(block);
        boolean embedded = ipVersion == 6 && !network.first().v6();
        int offset = answers.size();
        answers.writeBytes(encoded(answer));
        int bits = network.bits() + (embedded ? 96 : 0);
        int width = ipVersion == 6 ? 128 : 32;
        int node = 0;
        for (int i = 0; i < bits - 1; i++) {
            node = step(node, bit(network.first(), i, width));
        }
        nodes.get(node)[bit(network.first(), bits - 1, width)] = -2 - offset;
        return this;
    }

    /** Writes the file. */
    Path write(Path file) {
        ByteBuffer tree = ByteBuffer.allocate(nodes.size() * 8);
        for (int[] node : nodes) {
            tree.putInt(record(node[0])).putInt(record(node[1]));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(tree.array());
        bytes.writeBytes(new byte[16]);
        bytes.writeBytes(answers.toByteArray());
        bytes.writeBytes(MARKER);
        bytes.writeBytes(encoded(metadata()));
        try {
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int step(int node, int side) {
        int[] records = nodes.get(node);
        if (records[side] < 0) {
            nodes.add(new int[] {EMPTY, EMPTY});
            records[side] = nodes.size() - 1;
        }
        return records[side];
    }

    private static int bit(Address address, int index, int width) {
        int fromEnd = width - 1 - index;
        long half = fromEnd < 64 ? address.low() : address.high();
        return (int) (half >>> (fromEnd % 64)) & 1;
    }

    /** Below the count of nodes: a node. The count itself: nothing. Above it: an answer, 16 bytes after the tree. */
    private int record(int pointer) {
        if (pointer >= 0) {
            return pointer;
        }
        return pointer == EMPTY ? nodes.size() : nodes.size() + 16 + (-2 - pointer);
    }

    private Map<String, Object> metadata() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("binary_format_major_version", 2);
        data.put("binary_format_minor_version", 0);
        data.put("build_epoch", (long) BUILT);
        data.put("database_type", type);
        data.put("description", Map.of("en", "made in a test"));
        data.put("ip_version", ipVersion);
        data.put("languages", List.of("en"));
        data.put("node_count", (long) nodes.size());
        data.put("record_size", 32);
        return data;
    }

    private static byte[] encoded(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (value instanceof Map<?, ?> map) {
            head(out, 7, map.size());
            map.forEach((key, item) -> {
                out.writeBytes(encoded(key));
                out.writeBytes(encoded(item));
            });
        } else if (value instanceof List<?> list) {
            head(out, 11, list.size());
            list.forEach(item -> out.writeBytes(encoded(item)));
        } else if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            head(out, 2, bytes.length);
            out.writeBytes(bytes);
        } else if (value instanceof Double real) {
            head(out, 3, 8);
            out.writeBytes(ByteBuffer.allocate(8).putDouble(real).array());
        } else if (value instanceof Integer number) {
            head(out, 5, 2);
            out.writeBytes(ByteBuffer.allocate(2).putShort(number.shortValue()).array());
        } else {
            head(out, value.equals((long) BUILT) ? 9 : 6, value.equals((long) BUILT) ? 8 : 4);
            long number = (Long) value;
            out.writeBytes(
                    number == BUILT
                            ? ByteBuffer.allocate(8).putLong(number).array()
                            : ByteBuffer.allocate(4).putInt((int) number).array());
        }
        return out.toByteArray();
    }

    /** Types above 7 stand in a second byte; sizes from 29 to 284 in one more. */
    private static void head(ByteArrayOutputStream out, int type, int size) {
        int small = Math.min(size, 29);
        if (type <= 7) {
            out.write(type << 5 | small);
        } else {
            out.write(small);
            out.write(type - 7);
        }
        if (size >= 29) {
            out.write(size - 29);
        }
    }
}
