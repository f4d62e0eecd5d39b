import { isOption, QUESTIONS, type Question } from "../advice/questions.ts";
import { QUIZ_LENGTH } from "../advice/quiz.ts";
import { STRATEGIES } from "../advice/strategies.ts";
import { type Action, DETAILS, FRAMEWORKS, RATE_REASONS, WELCOME_CARDS } from "./action.ts";
import { decodeCode } from "./advice-code.ts";
import { decodeAnswers, encodeAnswers } from "./answers-codec.ts";
import { isRequest } from "./policy/admin-request.ts";

const VERSION = "tl1";

/**
 * Action → wire text such as `tl1/answer/compute=limited/data=small/similarity=close`: at most 90 ASCII characters, which
 * leaves room for an owner's mark within the 100 of https://docs.discord.com/developers/components/reference
 */
export function encodeAction(action: Action): string {
  return [VERSION, action.kind, ...encodeParts(action)].join("/");
}

function encodeParts(action: Action): readonly string[] {
  switch (action.kind) {
    case "start":
    case "cancel":
    case "topics":
    case "help":
    case "privacy":
      return [];
    case "facts":
    case "back":
    case "advise":
      return encodeAnswers(action.answers);
    case "answer": {
      const { [action.question]: _, ...others } = action.answers;
      return [`${action.question}=${action.option}`, ...encodeAnswers(others)];
    }
    case "why":
      return [action.question, ...encodeAnswers(action.answers)];
    case "topic":
    case "more":
      return [action.topic];
    case "entry":
      return [action.entry];
    case "language":
      return [action.language];
    case "detail":
      return [action.detail, action.code];
    case "why_not":
      return [action.strategy ?? "-", action.code];
    case "recipe":
      return [action.framework ?? "-", action.code];
    case "rate":
      return [
        action.helpful ? "yes" : "no",
        action.about,
        ...(action.reason === undefined ? [] : [action.reason]),
      ];
    case "welcome":
      return [String(action.card ?? "-"), action.language ?? "-"];
    case "check":
      return [action.strategy];
    case "quiz":
      return [
        ...[action.seed, action.number, action.right].map(String),
        ...(action.chosen === null ? [] : [action.chosen]),
      ];
    case "office":
      return action.request;
  }
}

/** Wire text → action, or null for text that this version did not write. */
export function decodeAction(wire: string): Action | null {
  if (wire.length > 100) return null;
  const [version, kind, ...parts] = wire.split("/");
  if (version !== VERSION || kind === undefined) return null;
  return decodeParts(kind, parts);
}

function decodeParts(kind: string, parts: readonly string[]): Action | null {
  const [first = "", second = ""] = parts;
  switch (kind) {
    case "start":
    case "cancel":
    case "topics":
    case "help":
    case "privacy":
      return parts.length === 0 ? { kind } : null;
    case "facts":
    case "back":
    case "advise": {
      const answers = decodeAnswers(parts);
      return answers && { kind, answers };
    }
    case "answer":
      return decodeAnswer(parts);
    case "why": {
      const question = QUESTIONS.find((id) => id === first);
      const answers = decodeAnswers(parts.slice(1));
      return question && answers ? { kind, question, answers } : null;
    }
    case "topic":
    case "more":
      return /^[a-z0-9_]{1,40}$/.test(first) && parts.length === 1 ? { kind, topic: first } : null;
    case "entry":
      return /^[a-z0-9_]{1,40}\.[a-z0-9_]{1,40}$/.test(first) && parts.length === 1
        ? { kind, entry: first }
        : null;
    case "language":
      return /^[a-z]{2,3}$/.test(first) && parts.length === 1 ? { kind, language: first } : null;
    case "detail": {
      const detail = DETAILS.find((id) => id === first);
      return detail && decodeCode(second) ? { kind, detail, code: second } : null;
    }
    case "why_not": {
      const strategy = STRATEGIES.find((id) => id === first) ?? null;
      return (strategy || first === "-") && decodeCode(second)
        ? { kind, strategy, code: second }
        : null;
    }
    case "recipe": {
      const framework = FRAMEWORKS.find((id) => id === first) ?? null;
      return (framework || first === "-") && decodeCode(second)
        ? { kind, framework, code: second }
        : null;
    }
    case "rate":
      return decodeRate(parts);
    case "welcome": {
      const card = WELCOME_CARDS.find((id) => String(id) === first) ?? null;
      const isRight = (card || first === "-") && /^(-|[a-z]{2,3})$/.test(second);
      return isRight && parts.length === 2
        ? { kind, card, language: second === "-" ? null : second }
        : null;
    }
    case "check": {
      const strategy = STRATEGIES.find((id) => id === first);
      return strategy && parts.length === 1 ? { kind, strategy } : null;
    }
    case "quiz":
      return decodeQuiz(parts);
    case "office":
      return isRequest(parts) ? { kind, request: parts } : null;
    default:
      return null;
  }
}

function decodeQuiz(parts: readonly string[]): Action | null {
  const [seed = 0, number = 0, right = -1] = parts
    .slice(0, 3)
    .map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : Number.NaN));
  const chosen = STRATEGIES.find((id) => id === parts[3]) ?? null;
  const isInQuiz = number >= 1 && number <= QUIZ_LENGTH && right >= 0 && right < number;
  if (!(seed >= 1) || !isInQuiz || parts.length > (chosen ? 4 : 3)) return null;
  return { kind: "quiz", seed, number, right, chosen };
}

function decodeRate(parts: readonly string[]): Action | null {
  const [verdict = "", about = "", why] = parts;
  if (!/^(yes|no)$/.test(verdict) || !/^[a-z:_]{1,60}$/.test(about) || parts.length > 3)
    return null;
  const reason = RATE_REASONS.find((id) => id === why);
  if (why !== undefined && reason === undefined) return null;
  return { kind: "rate", helpful: verdict === "yes", about, ...(reason && { reason }) };
}

function decodeAnswer(parts: readonly string[]): Action | null {
  const [question = "", option = ""] = (parts[0] ?? "").split("=");
  const answers = decodeAnswers(parts.slice(1));
  const asked = QUESTIONS.find((id): id is Question => id === question);
  if (!asked || !answers || !(option === "unknown" || isOption(asked, option))) return null;
  if (answers[asked] !== undefined) return null;
  return { kind: "answer", question: asked, option, answers };
}
