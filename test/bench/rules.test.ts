import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agreementOf, type Case, CHOOSERS, judgedAs, readCases } from "../../bench/agreement.ts";
import { currentPage } from "../../bench/rules.ts";
import { RULES } from "../../src/advice/rules.ts";

const cases = readCases();
const shares = new Map(
  CHOOSERS.map((chooser) => {
    const { agreed, judged } = agreementOf(chooser, cases);
    return [chooser.id, agreed / judged];
  }),
);

test("the table agrees with at least 87 % of the published comparisons that it is judged on", () => {
  expect(shares.get("table")).toBeGreaterThanOrEqual(0.87);
});

test("the table agrees more often than every published rule of thumb", () => {
  const others = [...shares].filter(([id]) => id !== "table").map(([, share]) => share);
  expect(Math.max(...others)).toBeLessThan(shares.get("table") ?? 0);
});

test("every case tried its acceptable strategies", () => {
  const broken = cases.filter(({ tried, acceptable }) =>
    acceptable.some((strategy) => tried[strategy] === undefined),
  );
  expect(broken).toEqual([]);
});

test("a choice that was not tried is judged as its nearest relative", () => {
  const one: Case = { ...cases[0]!, tried: { full_fine_tuning: 90, peft_lora: 91 } };
  expect(judgedAs("partial_fine_tuning", one)).toBe("peft_lora");
  expect(judgedAs("lp_ft", one)).toBe("full_fine_tuning");
  expect(judgedAs("feature_extraction", one)).toBeNull();
});

test("the page has one line for each row of the table", () => {
  const lines = currentPage("ja").match(/^\| \d+ \|/gm);
  expect(lines).toHaveLength(RULES.length);
});

test("docs/rules.md shows the current page (npm run rules prints it)", () => {
  const page = readFileSync("docs/rules.md", "utf8");
  const shown = /<!-- rules:begin -->\n([\s\S]*?)<!-- rules:end -->/.exec(page)?.[1];
  expect(shown?.trim()).toBe(currentPage("en").trim());
});
