import { type Answers, BACKBONES, MODALITIES, OPTIONS } from "../../src/advice/questions.ts";
import { recommend } from "../../src/advice/recommend.ts";
import type { Strategy } from "../../src/advice/strategies.ts";
import { FRAMEWORKS, type Framework } from "../../src/dialogue/action.ts";
import { scriptFor } from "../../src/recipes/script.ts";
import type { Script } from "../../src/recipes/script-types.ts";

/** A script that differs from all others in more than the facts that its header repeats. */
export type Variant = {
  readonly framework: Framework;
  readonly answers: Answers;
  readonly strategy: Strategy;
  readonly language: string;
  readonly script: Script;
};

/** One variant for every different script that any answers and framework lead to. */
export function variants(languages: readonly string[]): readonly Variant[] {
  const found = new Map<string, Omit<Variant, "language" | "script">>();
  for (const answers of situations()) {
    const { strategy } = recommend(answers);
    for (const framework of FRAMEWORKS) {
      const script = scriptFor(framework, answers, languages[0] ?? "en");
      const key = JSON.stringify([framework, strategy, script, [...script.features]]);
      if (!found.has(key)) found.set(key, { framework, answers, strategy });
    }
  }
  return languages.flatMap((language) =>
    [...found.values()].map((variant) => ({
      ...variant,
      language,
      script: scriptFor(variant.framework, variant.answers, language),
    })),
  );
}

/** A count on each side of every bound that rules or settings have. */
const COUNTS = [80, 150, 500, 2_000, 15_000, 50_000, 600_000];

function* situations(): Generator<Answers> {
  const sizes: Answers[] = [{}, ...COUNTS.map((examples) => ({ examples }))];
  const levels: Answers[] = OPTIONS.data.map((data) => ({ data }));
  const backbones: Answers[] = [
    {},
    ...BACKBONES.map((backbone) => ({ backbone })),
    ...[3e9, 70e9].map((parameters) => ({ parameters })),
  ];
  for (const size of [...sizes, ...levels])
    for (const similarity of OPTIONS.similarity)
      for (const compute of OPTIONS.compute)
        for (const backbone of backbones)
          for (const modality of [undefined, ...MODALITIES])
            yield { ...size, similarity, compute, ...backbone, ...(modality ? { modality } : {}) };
  for (const facts of [{ facts_change: true }, { shift: true }])
    for (const compute of OPTIONS.compute)
      for (const modality of MODALITIES) yield { data: "medium", compute, modality, ...facts };
}
