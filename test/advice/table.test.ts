import { expect, test } from "vitest";
import sources from "../../locales/sources.json" with { type: "json" };
import { gradeOf } from "../../src/advice/confidence.ts";
import { OPTIONS } from "../../src/advice/questions.ts";
import { recommend } from "../../src/advice/recommend.ts";
import { EXAMPLE_BOUNDS, HOUR_BOUNDS, RULES, RULES_VERSION } from "../../src/advice/rules.ts";
import type { Row, When } from "../../src/advice/table/row.ts";

test("the table is the one that a person has read", async () => {
  await expect(printed()).toMatchFileSnapshot("table.txt");
});

test("the last row holds for everything, and no other does", () => {
  const open = RULES.filter(({ when }) => Object.keys(when).length === 0);
  expect(open).toEqual([RULES.at(-1)]);
});

test("ids of rows are unique", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

test("every row has evidence that exists", () => {
  expect(unknownKeys(RULES)).toEqual([]);
  expect(unknownKeys([{ evidence: ["no_such_source"] }])).toEqual(["no_such_source"]);
});

test("rows change their mind about the number of examples at these counts", () => {
  expect(EXAMPLE_BOUNDS).toEqual([50, 100, 300, 1_000, 5_000, 10_000, 100_000]);
  expect(HOUR_BOUNDS).toEqual([1, 1_000]);
});

function unknownKeys(rows: readonly { readonly evidence: readonly string[] }[]): string[] {
  return rows.flatMap(({ evidence }) => evidence).filter((key) => !(key in sources));
}

function printed(): string {
  return [
    `Rules, version ${RULES_VERSION}: the first row that holds decides`,
    ...RULES.map(printedRow),
    "",
    "What comes out without extra facts (limited | moderate | ample compute)",
    ...OPTIONS.data.flatMap((data) => OPTIONS.similarity.map((each) => printedCells(data, each))),
    "",
  ].join("\n");
}

function printedRow(row: Row, index: number): string {
  return [
    `${index + 1}. ${row.id}: ${printedWhen(row.when)}`,
    `   ${row.choose} (${row.outside ? "outside" : gradeOf(row).level}), then ${row.runnerUp}`,
    `   because ${row.reason}, risk ${row.risk}, evidence ${row.evidence.join(" ")}`,
  ].join("\n");
}

function printedWhen(when: When): string {
  const conditions = Object.entries(when).map(([name, value]) => `${name} ${printedValue(value)}`);
  return conditions.join(", ") || "everything else";
}

function printedValue(value: NonNullable<When[keyof When]>): string {
  if (value === true) return "yes";
  if (typeof value === "number") return String(value);
  if ("from" in value) return `${value.from} to below ${value.below ?? "any"}`;
  return value
    .map((each) =>
      typeof each === "object" && each ? `(${printedWhen(each)})` : (each ?? "unread"),
    )
    .join("/");
}

function printedCells(
  data: (typeof OPTIONS.data)[number],
  similarity: (typeof OPTIONS.similarity)[number],
): string {
  const cells = OPTIONS.compute.map((compute) => {
    const { strategy, confidence } = recommend({ data, similarity, compute });
    return `${strategy} (${confidence})`;
  });
  return `${data} ${similarity}: ${cells.join(" | ")}`;
}
