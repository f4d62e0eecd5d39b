import type { Rule } from "./rules.ts";

/**
 * Earlier tables by their version. When the table changes, RULES_VERSION rises and the old rows move here, so that an
 * old advice code can show what was advised then.
 */
export const EARLIER_RULES: ReadonlyMap<number, readonly Rule[]> = new Map();
