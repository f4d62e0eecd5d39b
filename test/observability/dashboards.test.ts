import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createMetrics } from "../../src/observability/metrics.ts";

const read = (path: string) =>
  readFileSync(new URL(`../../deploy/grafana/${path}`, import.meta.url), "utf8");
const dashboard = JSON.parse(read("dashboard.json")) as {
  panels: { title: string; gridPos: { x: number; y: number }; targets: { expr: string }[] }[];
};
const alerts = parse(read("alerts.yaml")).groups.flatMap(
  (group: { rules: object[] }) => group.rules,
) as { alert: string; expr: string; annotations: Record<string, string> }[];

/** The names that `/metrics` has, with those that a histogram has beside its own. */
async function exposed(): Promise<ReadonlySet<string>> {
  const store = { outbox: async () => ({ depth: 0, oldestMs: 0 }) };
  const { text } = await createMetrics(store, []).expose();
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    types.flatMap(([, name = "", type]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

const NAME = /\b(?:tl_advise|process|nodejs)_\w+/g;
const namesIn = (expressions: readonly string[]) =>
  expressions.flatMap((each) => each.match(NAME) ?? []);
const expressions = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...alerts.map(({ expr }) => expr),
];

test("the dashboard and the alerts ask for metrics that exist", async () => {
  const known = await exposed();
  expect(namesIn(expressions).filter((name) => !known.has(name))).toEqual([]);
});

test("a name that does not exist would be noticed", async () => {
  expect(await exposed()).not.toContain(namesIn(["rate(tl_advise_turn_total[5m])"])[0]);
});

test("every metric of our own is on the dashboard", async () => {
  const shown = new Set(
    namesIn(dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
  );
  const own = [...(await exposed())].filter(
    (name) => /^tl_advise_/.test(name) && !/_(sum|count)$/.test(name),
  );
  expect(own.filter((name) => !shown.has(name))).toEqual([]);
});

test("no two panels lie on each other, and every alert says what to do", () => {
  const places = dashboard.panels.map(({ gridPos }) => `${gridPos.x} ${gridPos.y}`);
  expect(new Set(places).size).toBe(places.length);
  for (const { annotations } of alerts) expect(annotations.description).toMatch(/\S{3}/);
});
