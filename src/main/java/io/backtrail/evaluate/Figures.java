package io.backtrail.evaluate;

import io.backtrail.model.Column;
import io.backtrail.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Columns with how each is got from a thing: how lists of results become tables. */
final class Figures<T> {
    private record Figure<T>(Column column, Function<T, Object> of) {}

    private final List<Figure<T>> figures = new ArrayList<>();

    /** A column of text. */
    Figures<T> text(String name, Function<T, Object> of) {
        figures.add(new Figure<>(new Column(name, "varchar"), of));
        return this;
    }

    /** A column of whole numbers. */
    Figures<T> number(String name, Function<T, Long> of) {
        figures.add(new Figure<>(new Column(name, "bigint"), of::apply));
        return this;
    }

    Table table(List<T> things) {
        List<List<Object>> rows = new ArrayList<>();
        for (T thing : things) {
            List<Object> row = new ArrayList<>();
            figures.forEach(figure -> row.add(figure.of().apply(thing)));
            rows.add(row);
        }
        return new Table(figures.stream().map(Figure::column).toList(), rows);
    }
}
