import { expect, test } from "vitest";
import { type Case, judgedAs, readCases } from "../../bench/agreement.ts";
import { gradeOf } from "../../src/advice/confidence.ts";
import { matchRule } from "../../src/advice/match.ts";
import { OPTIONS } from "../../src/advice/questions.ts";
import { RULES } from "../../src/advice/rules.ts";
import { CLASSIFICATION_ROWS } from "../../src/advice/table/classification-rows.ts";
import { LANGUAGE_MODEL_ROWS } from "../../src/advice/table/language-model-rows.ts";
import type { Row, Support } from "../../src/advice/table/row.ts";

const CASES = readCases().filter(({ verified }) => verified);
const COUNTED: readonly Row[] = [...LANGUAGE_MODEL_ROWS, ...CLASSIFICATION_ROWS];
/** Rows that differ from another only by what is unknown, and rest on the same comparisons. */
const SHARED: Readonly<Record<string, string>> = { few_thousand: "few_thousand_transformer" };

test("the support of every row for sorting and scoring is what the published comparisons count", () => {
  const counted = Object.fromEntries(COUNTED.map(({ id, choose }) => [id, count(id, choose)]));
  const claimed = Object.fromEntries(
    COUNTED.map(({ id, support: { guides: _, ...support } }) => [id, support]),
  );
  for (const [id, other] of Object.entries(SHARED)) counted[id] = counted[other]!;
  expect(claimed).toEqual(counted);
});

test.each<[Support, string]>([
  [{ comparisons: 6, groups: 3, agree: 0.8 }, "high"],
  [{ comparisons: 5, groups: 3, agree: 1 }, "medium"],
  [{ comparisons: 6, groups: 2, agree: 1 }, "medium"],
  [{ comparisons: 6, groups: 3, agree: 0.79 }, "medium"],
  [{ comparisons: 6, groups: 3, agree: 1, direct: 2 }, "medium"],
  [{ comparisons: 6, groups: 3, agree: 0.59 }, "low"],
  [{ comparisons: 2, groups: 2, agree: 0.6 }, "medium"],
  [{ comparisons: 3, groups: 1, agree: 1 }, "low"],
  [{ comparisons: 1, groups: 1, agree: 1, guides: 1 }, "medium"],
  [{ comparisons: 0, groups: 0, agree: 0, guides: 1 }, "low"],
  [{ comparisons: 0, groups: 0, agree: 0 }, "low"],
])("%j is a grade of %s", (support, level) => {
  expect(gradeOf({ support }).level).toBe(level);
});

test("a row without any comparison says so", () => {
  const silent = RULES.filter(
    ({ support }: Row) => support.comparisons + (support.guides ?? 0) === 0,
  );
  expect(silent.length).toBeGreaterThan(0);
  expect(new Set(silent.map((rule) => gradeOf(rule).because))).toEqual(new Set(["untested"]));
});

/** A comparison counts for a row that it reaches at some compute: compute changes what is affordable, not what is best. */
function count(id: string, choose: Row["choose"]): Support {
  const judged = CASES.flatMap((one) => {
    const strategy = judgedAs(choose, one);
    return reaches(one, id) && strategy ? [{ one, strategy }] : [];
  });
  const agreed = judged.filter(({ one, strategy }) => one.acceptable.includes(strategy)).length;
  return {
    comparisons: judged.length,
    groups: new Set(judged.map(({ one }) => groupOf(one))).size,
    agree: judged.length === 0 ? 0 : Number((agreed / judged.length).toFixed(2)),
    direct: judged.filter(({ strategy }) => strategy === choose).length,
  };
}

function reaches({ answers }: Case, id: string): boolean {
  const known = OPTIONS.compute.some((compute) => matchRule({ ...answers, compute }).id === id);
  return known || matchRule({ ...answers, no_gpu: true, compute: "limited" }).id === id;
}

function groupOf({ url }: Case): string {
  const { hostname, pathname } = new URL(url);
  return [hostname, ...pathname.split("/").slice(1, 3)].join("/");
}
