import { expect, test } from "vitest";
import claims from "../../docs/claims/claims.json" with { type: "json" };
import english from "../../locales/en/advice.json" with { type: "json" };
import sources from "../../locales/sources.json" with { type: "json" };
import { allAnswers, allProjects } from "../../src/advice/enumerate.ts";
import type { Answers } from "../../src/advice/questions.ts";
import { recommend } from "../../src/advice/recommend.ts";
import { situate } from "../../src/advice/table/situation.ts";

const SAMPLE = [
  ...[...allAnswers()].filter((_, index) => index % 31 === 0),
  ...[...allProjects()].filter((_, index) => index % 7 === 0),
];
/** A kind of data, by the place of a claim in the locales. */
const KINDS = new Map<string, Set<string>>();
for (const { at, kind } of claims) KINDS.set(at, (KINDS.get(at) ?? new Set()).add(kind));

test("every citation of the advice is in the list of claims, with its source's year, and no other", () => {
  const cited = [...flat(english)].flatMap(([at, text]) => [
    ...new Set([...text.matchAll(/\[@(\w+)\]/g)].map(([, key]) => `${at} ${key}`)),
  ]);
  expect(claims.map(({ at, source }) => `${at} ${source}`)).toEqual(cited);
  const years = new Map(Object.entries(sources).map(([key, { year }]) => [key, year]));
  expect(claims.filter(({ source, year }) => years.get(source) !== year)).toEqual([]);
});

test("results on one kind of data are not argued for another", () => {
  const wrong = SAMPLE.flatMap((answers) =>
    said(answers)
      .filter((at) => [...(KINDS.get(at) ?? [])].some((kind) => !isFor(kind, answers)))
      .map((at) => `${at} for ${situate(answers).modality}`),
  );
  expect([...new Set(wrong)]).toEqual([]);
  expect(isFor("text", { modality: "image" })).toBe(false);
});

/** Where the words of an advice stand. */
function said(answers: Answers): string[] {
  const { reason, risk, runnerUpWhen, notes } = recommend(answers);
  return [
    `reasons.${reason}`,
    `risks.${risk}`,
    `runner_up.${runnerUpWhen}`,
    ...notes.map((note) => `notes.${note}`),
  ];
}

/** Changing facts and language models are matters of text, whatever they are about. */
function isFor(kind: string, answers: Answers): boolean {
  const { modality, backbone, facts_change } = situate(answers);
  if (kind === "any" || kind === modality) return true;
  if (kind === "text" && (backbone === "llm" || facts_change)) return true;
  return modality === null && recommend(answers).own !== null;
}

function* flat(tree: object, path = ""): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") yield [path + key, value];
    else yield* flat(value, `${path}${key}.`);
  }
}
