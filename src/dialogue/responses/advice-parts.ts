import type { Answers } from "../../advice/questions.ts";
import type { Action } from "../action.ts";
import { codeOf } from "../advice-code.ts";
import type { SeeAct } from "../dependencies.ts";

const OPENS: Readonly<Record<Exclude<SeeAct, "see_own">, (code: string) => Action>> = {
  see_flips: (code) => ({ kind: "detail", detail: "flips", code }),
  see_why_not: (code) => ({ kind: "why_not", strategy: null, code }),
  see_settings: (code) => ({ kind: "detail", detail: "settings", code }),
  see_cost: (code) => ({ kind: "detail", detail: "cost", code }),
  see_map: (code) => ({ kind: "detail", detail: "map", code }),
  see_code: (code) => ({ kind: "recipe", framework: null, code }),
  see_record: (code) => ({ kind: "detail", detail: "record", code }),
};

/** What opens a part of the advice for these answers. `original`: the person's own answers behind a "what if", or null. */
export function partOf(name: SeeAct, advised: Answers, original: Answers | null): Action {
  if (name !== "see_own") return OPENS[name](codeOf(advised));
  return original === null
    ? { kind: "detail", detail: "advice", code: codeOf(advised) }
    : { kind: "facts", answers: original };
}
