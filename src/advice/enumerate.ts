import { type Answers, BACKBONES, OPTIONS, type Question } from "./questions.ts";

/** Counts on both sides of every bound of the levels and of the rows. */
export const TELLING_COUNTS = [
  1, 49, 50, 99, 100, 299, 300, 999, 1_000, 4_999, 5_000, 99_999, 100_000, 10_000_000,
] as const;

/**
 * Every combination that the rules can tell apart: each question with its options, unknown and missing,
 * the telling counts of examples in place of a data level, and the extra facts given or not.
 */
export function* allAnswers(): Generator<Answers> {
  for (const size of sizes())
    for (const similarity of optionsOf("similarity"))
      for (const compute of optionsOf("compute"))
        for (const facts of extraFacts()) yield { ...size, ...similarity, ...compute, ...facts };
}

function sizes(): Answers[] {
  return [...optionsOf("data"), ...TELLING_COUNTS.map((examples) => ({ examples }))];
}

function optionsOf(question: Question): Answers[] {
  return [{}, ...["unknown", ...OPTIONS[question]].map((option) => ({ [question]: option }))];
}

function extraFacts(): Answers[] {
  const backbones: Answers[] = [{}, ...BACKBONES.map((backbone) => ({ backbone }))];
  const modalities: Answers[] = [{}, { modality: "text" }, { modality: "image" }];
  const changing: Answers[] = [{}, { facts_change: true }];
  const shifting: Answers[] = [{}, { shift: true }];
  return backbones.flatMap((backbone) =>
    modalities.flatMap((modality) =>
      changing.flatMap((change) =>
        shifting.map((shift) => ({ ...backbone, ...modality, ...change, ...shift })),
      ),
    ),
  );
}
