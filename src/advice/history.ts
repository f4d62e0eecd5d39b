import { RULES, RULES_VERSION } from "./rules.ts";
import type { Row } from "./table/row.ts";

/**
 * Earlier tables by their version, so that an old advice code can show what was advised then. So far each version only added
 * rows; a row that changes has to be kept here as it was.
 */
export const EARLIER_RULES: ReadonlyMap<number, readonly Row[]> = new Map(
  Array.from({ length: RULES_VERSION - 1 }, (_, index) => {
    const version = index + 1;
    const rows: readonly Row[] = RULES;
    return [version, rows.filter(({ since = 1 }) => since <= version)];
  }),
);
