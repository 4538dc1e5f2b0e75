package io.backtrail.example;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers in the forms that the services give them. */
final class Ids {
    private static final long TICKS_TO_1970 = 621_355_968_000_000_000L;

    private Ids() {}

    /** A record id of Exchange: its last group is the clock, in .NET ticks without the lowest 16 bits. */
    static String exchange(Dice dice, Instant time) {
        long ticks = TICKS_TO_1970 + time.getEpochSecond() * 10_000_000L;
        return dice.guid().substring(0, 24) + HexFormat.of().toHexDigits(ticks >>> 16, 12);
    }

    /** A request id of Entra: a GUID whose last byte is zero. */
    static UUID request(Dice dice) {
        UUID id = dice.uuid();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & ~0xFFL);
    }

    /** The token id that belongs to a request: the bytes of the GUID in .NET order, as base64url without padding. */
    static String token(UUID request) {
        long high = request.getMostSignificantBits();
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putInt(Integer.reverseBytes((int) (high >>> 32)));
        bytes.putShort(Short.reverseBytes((short) (high >>> 16)));
        bytes.putShort(Short.reverseBytes((short) high));
        bytes.putLong(request.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** An item or folder id of Exchange, of the given prefix. */
    static String item(Dice dice, String prefix) {
        ByteBuffer bytes = ByteBuffer.allocate(48);
        while (bytes.hasRemaining()) {
            bytes.putLong(dice.bits());
        }
        return prefix + Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), 42));
    }

    /** An Internet message id, with its brackets, as Exchange Online makes it. */
    static String message(Dice dice) {
        String server = "AM" + dice.between(0, 9) + "PR0" + dice.between(1, 9) + "MB" + dice.between(1000, 9999);
        return "<" + server + dice.hex(26) + "@" + server + ".eurprd0" + dice.between(1, 9) + ".prod.outlook.com>";
    }
}
