package io.backtrail.investigate;

import io.backtrail.model.Table;
import io.backtrail.problem.Problem;
import io.backtrail.problem.ProblemException;
import io.backtrail.store.CaseReader;
import io.backtrail.store.QueryException;
import java.util.List;
import java.util.Map;

/** Asks a case one investigation. */
public final class Runner {
    private Runner() {}

    /**
     * Runs an investigation. Every declared parameter is set, to NULL where it has no value, since a variable of an
     * earlier run would stay on the connection.
     *
     * @param arguments values by parameter name, as typed; a list is comma-separated
     * @param caseDefaults what the case says where no argument does, as {@code own_domains}; names that the investigation
     *     does not know are no fault
     * @param limit rows to give at most
     * @throws ProblemException for an argument that is unknown, missing or no value of its type, and for a file whose SQL
     *     the database refuses
     */
    public static Findings run(
            CaseReader reader,
            Investigation investigation,
            Map<String, String> arguments,
            Map<String, String> caseDefaults,
            int limit) {
        Arguments values = new Arguments(investigation, arguments, caseDefaults);
        try {
            for (Parameter parameter : investigation.parameters()) {
                reader.setVariable(parameter.name(), parameter.type(), values.value(parameter));
            }
            // One row more than asked for tells whether there are more.
            int asked = limit == Integer.MAX_VALUE ? limit : limit + 1;
            Table table = reader.query(investigation.sql(), List.of(), asked);
            boolean more = table.rows().size() > limit;
            Table shown = more ? new Table(table.columns(), table.rows().subList(0, limit)) : table;
            return new Findings(investigation, values.texts(), shown, more);
        } catch (QueryException e) {
            throw new ProblemException(new Problem(
                    "investigate.refused",
                    QueryFile.place(investigation.file()),
                    "a SELECT that the database accepts",
                    firstLine(e),
                    "'check' looks at the file"));
        }
    }

    static String firstLine(QueryException e) {
        return e.getMessage().lines().findFirst().orElse("no reason given");
    }
}
