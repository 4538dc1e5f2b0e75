package io.backtrail.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Turns what the driver gives into the plain values that {@code model.Table} promises, and back. */
final class Values {
    private Values() {}

    static List<Object> row(ResultSet result, int columns) throws SQLException {
        List<Object> values = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
            values.add(plain(result.getObject(i)));
        }
        return values;
    }

    /** The value as String, Long, Double, Boolean, Instant, List, or null. */
    static Object plain(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Array array) {
            return list(array);
        }
        return time(value);
    }

    static Long whole(Object value) {
        return value == null ? null : Long.valueOf(((Number) value).longValue());
    }

    /** The value as the driver takes it; times go in as UTC wall-clock. */
    static Object parameter(Object value) {
        return value instanceof Instant instant ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
    }

    private static Object number(Number number) {
        if (number instanceof Float || number instanceof BigDecimal) {
            return number.doubleValue();
        }
        if (number instanceof BigInteger big && big.bitLength() > 63) {
            return big.toString();
        }
        return number.longValue();
    }

    private static List<Object> list(Array array) {
        try {
            List<Object> values = new ArrayList<>();
            for (Object item : (Object[]) array.getArray()) {
                values.add(plain(item));
            }
            return values;
        } catch (SQLException e) {
            throw new StoreException("reading a list", e);
        }
    }

    private static Object time(Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        return value.toString();
    }
}
