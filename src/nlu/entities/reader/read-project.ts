import {
  type Answers,
  BACKBONES,
  type Backbone,
  MODALITIES,
  type Modality,
} from "../../../advice/questions.ts";
import { hasTag, tagValue } from "../../lexicon.ts";
import { isNumber } from "../numbers.ts";
import type { Message } from "../parsed-message.ts";
import { baseModality, isOfBase } from "./read-similarity.ts";
import type { Roles } from "./roles.ts";

type Mutable = { -readonly [Key in keyof Answers]: Answers[Key] };

/** What else a message tells of the project: kind of data, base model and its size, changing facts, expected shift. */
export function readProject(message: Message, roles: Roles): Answers {
  const found: Mutable = {};
  const modality = readModality(message);
  const backbone = readBackbone(message);
  const parameters = readParameters(message, roles);
  const factsChange = readFlag(message, "facts_change");
  const shift = readFlag(message, "shift");
  if (modality) found.modality = modality;
  if (backbone) found.backbone = backbone;
  if (parameters) found.parameters = parameters;
  if (factsChange !== null) found.facts_change = factsChange;
  if (shift !== null) found.shift = shift;
  return found;
}

/** How much each kind of word tells about the kind of data. */
const WEIGHTS: { readonly [kind: string]: number } = { noun: 3, domain: 2, counter: 1 };
/** Where two kinds of data tie, the rarer word tells more. */
const RARER_FIRST: readonly Modality[] = ["audio", "time_series", "tabular", "text", "image"];

function readModality(message: Message): Modality | null {
  const votes = new Map<Modality, number>();
  message.tokens.forEach((token, i) => {
    for (const { kind, value } of token.senses) {
      const weight = WEIGHTS[kind];
      if (weight === undefined) continue;
      const modality = MODALITIES.find((known) => known === value.split(" ")[0]);
      if (modality && !isOfBase(message, i))
        votes.set(modality, (votes.get(modality) ?? 0) + weight);
    }
  });
  const most = Math.max(0, ...votes.values());
  const told = RARER_FIRST.find((modality) => most > 0 && votes.get(modality) === most);
  return told ?? baseModality(message);
}

function readBackbone({ tokens }: Message): Backbone | null {
  for (const token of tokens) {
    const backbone = tagValue(token, "base")?.split(" ").at(-1);
    const known = BACKBONES.find((name) => name === backbone);
    if (known) return known;
  }
  return null;
}

function readParameters({ tokens }: Message, roles: Roles): number | null {
  const at = tokens.findIndex((token, i) => isNumber(token) && roles.get(i) === "parameters");
  const token = tokens[at];
  return isNumber(token) && token.amount.mid >= 1_000 ? token.amount.mid : null;
}

function readFlag({ tokens }: Message, kind: "facts_change" | "shift"): boolean | null {
  const token = tokens.findLast((other) => hasTag(other, kind));
  return token ? tagValue(token, kind) === "true" : null;
}
