import type { Modality } from "../advice/questions.ts";
import type { Model } from "./models.ts";
import type { Step } from "./plan.ts";

/** The scripts that there are; each is one file. */
export type ScriptId =
  | "pytorch"
  | "keras"
  | "transformers"
  | "sklearn"
  | "table"
  | "language_model";

/** All that the text of one script is made from. `constants` are Python source by name, `features` choose blocks. */
export type Script = {
  readonly id: ScriptId;
  readonly modality: Modality;
  readonly advised: string;
  readonly model: Model;
  /** The name of the model that the answers name but this script cannot start from; null when there is none. */
  readonly passedOver: string | null;
  readonly steps: readonly (readonly [name: string, step: Step])[];
  readonly parts: readonly string[];
  readonly packages: readonly string[];
  readonly constants: readonly (readonly [name: string, source: string])[];
  readonly features: ReadonlySet<string>;
};
