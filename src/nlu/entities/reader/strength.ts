import type { Answers } from "../../../advice/questions.ts";
import { hasTag, type Token, tagValue } from "../../lexicon.ts";
import { type Message, unknownWords } from "../parsed-message.ts";
import type { Claims } from "../spans.ts";

/** How surely a message states facts about the person's own project. */
export type Strength = "none" | "weak" | "strong";

/** Points from which the facts are taken as the person's own without being asked. */
const STRONG = 2;

/** Adds up what speaks for the person's own training project; a question takes one point off, and nothing but known words adds one. */
export function strengthOf(message: Message, claims: Claims, answers: Answers): Strength {
  const points =
    dataPoints(message, claims, answers) +
    computePoints(message, claims, answers) +
    similarityPoints(message, answers) +
    projectPoints(message, answers);
  if (points === 0) return "none";
  const isPlain = unknownWords(message) === 0;
  const { data, similarity, compute } = answers;
  const isProject = answers.task !== undefined || answers.labels !== undefined;
  if (data === undefined && similarity === undefined && compute === undefined && !isProject)
    return "weak";
  const isQuestion = message.tokens.some(
    (token) => hasTag(token, "question") || tagValue(token, "break") === "question",
  );
  const isOwn = message.tokens.some((token) => hasTag(token, "own", "what_if"));
  return points + (isPlain ? 1 : 0) - (isQuestion && !isOwn ? 1 : 0) >= STRONG ? "strong" : "weak";
}

function dataPoints({ tokens }: Message, claims: Claims, answers: Answers): number {
  if (answers.data === undefined) return 0;
  const sure =
    [...claims.values()].some((role) => role === "per_class" || role === "classes") ||
    tokens.some(
      (token) =>
        hasTag(token, "labelled", "classes", "context", "unlabelled", "correction") ||
        tagValue(token, "subject") === "data" ||
        tagValue(token, "noun") === "any",
    );
  return 1 + (sure || tokens.some((token) => hasTag(token, "only") || isSpecial(token)) ? 1 : 0);
}

/** A machine for training, or a card with a count or the like, is told of; a card's name in passing is only mentioned. */
function computePoints({ tokens }: Message, claims: Claims, answers: Answers): number {
  if (answers.compute === undefined) return 0;
  if (tokens.some((token) => hasTag(token, "compute", "hardware", "vram"))) return 2;
  const device = tokens.some((token) => hasTag(token, "gpu", "card"));
  const told = tokens.some((token) =>
    hasTag(
      token,
      "have",
      "only",
      "own",
      "amount",
      "negation",
      "negation_after",
      "digit",
      "gigabytes",
    ),
  );
  return device && (told || [...claims.values()].includes("devices")) ? 2 : 1;
}

function similarityPoints({ tokens }: Message, answers: Answers): number {
  if (answers.similarity === undefined) return 0;
  const named = tokens.some(
    (token) =>
      hasTag(token, "base", "base_reference", "trained_on") &&
      tagValue(token, "base") !== "text llm",
  );
  return named ? 2 : 1;
}

/** A task that the person wants to do tells as much as a count. */
function projectPoints({ tokens }: Message, answers: Answers): number {
  const wants = tokens.some((token) => hasTag(token, "wants", "own"));
  const task = answers.task === undefined && answers.labels === undefined ? 0 : wants ? 2 : 1;
  return Math.max(task, answers.parameters !== undefined || answers.backbone !== undefined ? 1 : 0);
}

/** Whether a domain is a field of its own (X-rays, contracts) rather than things that people chat about (dogs, lunch). */
function isSpecial(token: Token): boolean {
  return hasTag(token, "domain") && tagValue(token, "domain") !== "image close";
}
