package io.backtrail.health;

import io.backtrail.store.CaseReader;
import java.util.List;

/** Looks for one kind of hole. */
interface HealthTest {
    /** What it finds, in an order that depends on the case alone. */
    List<HealthFinding> look(CaseReader reader);
}
