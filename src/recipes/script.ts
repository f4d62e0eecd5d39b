import type { Answers } from "../advice/questions.ts";
import { recommend } from "../advice/recommend.ts";
import { situate } from "../advice/table/situation.ts";
import type { Framework } from "../dialogue/action.ts";
import { languageModelScript } from "./language-model-script.ts";
import type { Script } from "./script-types.ts";
import { sklearnScript } from "./sklearn-script.ts";
import { kerasScript, pytorchScript, tableScript, transformersScript } from "./training-scripts.ts";

/** The script for the advice on these answers. What the framework cannot do is written for the nearest one that can. */
export function scriptFor(framework: Framework, answers: Answers, language: string): Script {
  const { strategy } = recommend(answers);
  const at = situate(answers);
  const modality = at.modality ?? (framework === "transformers" ? "text" : "image");
  if (strategy === "prompting_rag") return languageModelScript(answers);
  switch (modality) {
    case "text":
      if (framework === "sklearn") return sklearnScript(answers, modality, language);
      if (at.backbone === "llm") return languageModelScript(answers);
      return transformersScript(answers, language);
    case "tabular":
    case "time_series":
      if (framework === "sklearn") return sklearnScript(answers, modality, language);
      return tableScript(answers, modality);
    case "image":
    case "audio":
      if (framework === "sklearn") return sklearnScript(answers, modality, language);
      return framework === "keras"
        ? kerasScript(answers, modality)
        : pytorchScript(answers, modality);
  }
}
