import type { Picture } from "../../src/dialogue/reply.ts";

/** The pictures that are kept as golden files, by name; each is drawn in every language. */
export const SAMPLES: Readonly<Record<string, (language: string) => Picture>> = {
  map_known: (language) => ({
    kind: "map",
    language,
    answers: {
      examples: 500,
      data: "small",
      similarity: "related",
      compute: "moderate",
      modality: "image",
    },
  }),
  map_open: (language) => ({
    kind: "map",
    language,
    answers: { data: "medium", similarity: "unknown", compute: "ample", backbone: "llm" },
  }),
  map_empty: (language) => ({ kind: "map", language, answers: {} }),
  comparison: (language) => ({ kind: "comparison", language }),
};
