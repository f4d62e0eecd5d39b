import { fileURLToPath } from "node:url";
import { EARLIER_RULES } from "../advice/history.ts";
import type { Content } from "../dialogue/content.ts";
import type { Dependencies } from "../dialogue/dependencies.ts";
import type { Draw } from "../dialogue/reply.ts";
import { type Loaded, loadContent } from "../knowledge/load.ts";
import { loadLexicon, loadModel, writeModel } from "../knowledge/model.ts";
import { createUnderstanding } from "../knowledge/understanding.ts";
import { readFeatures, type Vector, weigh } from "../nlu/retrieval/features.ts";
import { createRecipe } from "../recipes/recipe.ts";
import { createRecord } from "../recipes/record.ts";

const LOCALES = fileURLToPath(new URL("../../locales", import.meta.url));
const MODEL = fileURLToPath(new URL("../../locales/classifier.bin", import.meta.url));

/**
 * The deps of the dialogue, from the project's own locales.
 * @throws when the locale files have faults; all of them are listed.
 */
export function composeDependencies(fallback?: string): Dependencies {
  const loaded = loadContent(LOCALES, fallback);
  const lexicon = loadLexicon(loaded);
  const model = loadModel(MODEL, loaded, lexicon);
  const { content } = loaded;
  const record = createRecord(content);
  return {
    content,
    understanding: createUnderstanding(loaded, model, lexicon),
    earlierRules: EARLIER_RULES,
    recipe: createRecipe(content),
    record: (answers, language) => record(answers, language, today()),
  };
}

/** Today in UTC, such as 2026-11-24. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Draws the decision map and the comparison card. The renderer is loaded with the first picture. */
export async function composeDraw(content: Content): Promise<Draw> {
  const { createDraw } = await import("../pictures/draw.ts");
  return createDraw(content);
}

/** The classifier's features of a text, with its own weights of rarity. */
export function composeVectorise(): (text: string) => Vector {
  const loaded = loadContent(LOCALES);
  const lexicon = loadLexicon(loaded);
  const { rarity } = loadModel(MODEL, loaded, lexicon);
  return (text) => weigh(readFeatures(text, lexicon).whole, rarity);
}

/** The language tags that the content has. */
export function languageTags(): readonly string[] {
  return loadContent(LOCALES).content.languages.map(({ tag }) => tag);
}

/** Trains the classifier from the phrasings in the locales and writes its weights beside them. */
export function trainModel(): void {
  const loaded: Loaded = loadContent(LOCALES);
  writeModel(MODEL, loaded);
}
