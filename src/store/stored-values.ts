import type { Answers } from "../advice/questions.ts";
import type { Action } from "../dialogue/action.ts";
import { decodeAction, encodeAction } from "../dialogue/action-codec.ts";
import { decodeAnswers, encodeAnswers } from "../dialogue/answers-codec.ts";
import type { Reply } from "../dialogue/reply.ts";
import type { Offer, State } from "../dialogue/state.ts";
import type { Address } from "./address.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Saved text → state, or null where it is of an unknown version or no state at all. An answer that this version does not
 * know is left out, so that only its question is asked again.
 */
export function parseState(text: string | null): State | null {
  const saved = parseObject(text);
  if (saved?.version !== 1) return null;
  return {
    version: 1,
    chosenLanguage: textOrNull(saved.chosenLanguage),
    language: textOrNull(saved.language),
    answers: knownAnswers(saved.answers) ?? {},
    asking: saved.asking === true,
    advised: knownAnswers(saved.advised),
    original: knownAnswers(saved.original),
    last: knownAction(saved.last),
    focus: knownFocus(saved.focus),
    quiet: saved.quiet === true,
    offered: knownOffers(saved.offered),
    welcomed: typeof saved.welcomed === "number" ? saved.welcomed : 0,
    team: knownTeam(saved.team),
  };
}

function knownFocus(saved: unknown): State["focus"] {
  if (!isObject(saved) || typeof saved.subject !== "string") return null;
  return { subject: saved.subject, entry: textOrNull(saved.entry) };
}

function knownTeam(saved: unknown): State["team"] {
  if (!isObject(saved)) return null;
  const members = Object.entries(isObject(saved.members) ? saved.members : {}).map(
    ([member, answers]) => [member, knownAnswers(answers) ?? {}] as const,
  );
  return { open: saved.open === true, members: Object.fromEntries(members) };
}

function knownOffers(saved: unknown): readonly Offer[] {
  if (!Array.isArray(saved)) return [];
  return saved.flatMap((each) => {
    if (!isObject(each) || typeof each.label !== "string" || typeof each.wire !== "string")
      return [];
    const { label, number, wire } = each;
    return [{ label, number: typeof number === "number" ? number : null, wire }];
  });
}

/**
 * Saved text → reply, or null for what no version of this program wrote. Where replies did not say yet who may press and what
 * may be posted for all, only a team's mark is known: the other choices are the asker's, and nothing is offered to all.
 */
export function parseReply(text: string | null): Reply | null {
  const saved = parseObject(text);
  const isReply =
    typeof saved?.about === "string" &&
    typeof saved.language === "string" &&
    Array.isArray(saved.blocks) &&
    Array.isArray(saved.choices) &&
    (saved.audience === "everyone" || saved.audience === "asker");
  if (!isReply) return null;
  const { shared, ...reply } = saved;
  return { ...reply, ...(shared === true && { pressers: "members" }) } as unknown as Reply;
}

/** Saved text → address, or null for what no version of this program wrote. */
export function parseAddress(text: string): Address | null {
  const saved = parseObject(text);
  const isAddress = typeof saved?.platform === "string" && isObject(saved.place);
  return isAddress ? (saved as unknown as Address) : null;
}

/** Saved text → list of texts; empty for anything else. */
export function parseTexts(text: string): readonly string[] {
  const saved = parseJson(text);
  return Array.isArray(saved) ? saved.filter((each) => typeof each === "string") : [];
}

function knownAnswers(saved: unknown): Answers | null {
  if (!isObject(saved)) return null;
  const known = Object.entries(saved).filter(([name, value]) => isKnown({ [name]: value }));
  return Object.fromEntries(known);
}

/** Whether the wire text of one answer, of any kind, can be read back. */
function isKnown(answer: Fields): boolean {
  try {
    const parts = encodeAnswers(answer as Answers);
    return parts.length === 1 && decodeAnswers(parts) !== null;
  } catch {
    return false;
  }
}

function knownAction(saved: unknown): Action | null {
  try {
    return isObject(saved) ? decodeAction(encodeAction(saved as unknown as Action)) : null;
  } catch {
    return null;
  }
}

function parseObject(text: string | null): Fields | null {
  const value = text === null ? null : parseJson(text);
  return isObject(value) ? value : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
