import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { draftEntry, isSubjectPath } from "../admin/reports/entry-draft.ts";
import { type Cluster, cluster } from "../admin/reports/unanswered.ts";
import { composeVectorise, languageTags } from "../app/services.ts";
import { createStore, steadyNow } from "../store/open.ts";
import type { ReasonCount } from "../store/records.ts";
import { type Given, UsageError } from "./given.ts";

const USAGE =
  "npm run gaps -- [--csv | --json | draft GROUP TOPIC/SUBJECT], such as npm run gaps -- draft en1 serving/quantization";
const MOST_MISSES = 10_000;
const MOST_REASONS = 50;

/**
 * Shows what people asked in vain, grouped by likeness, as a table, CSV or JSON; or drafts an entry for a group.
 * @throws when the usage is wrong or the group is not there.
 */
export async function gaps({ options, words }: Given): Promise<void> {
  const [first = "", group = "", path = ""] = words;
  const isDraft = first === "draft" && !options.csv && !options.json;
  if ((words.length > 0 && !isDraft) || (options.csv && options.json)) throw new UsageError(USAGE);
  const { clusters, reasons } = await readGaps();
  if (isDraft) return draft(clusters, group, path);
  const format = options.csv ? csvOf : options.json ? jsonOf : tableOf;
  process.stdout.write(format(clusters, reasons));
}

function jsonOf(clusters: readonly Cluster[], reasons: readonly ReasonCount[]): string {
  return `${JSON.stringify({ clusters, reasons }, null, 2)}\n`;
}

/** What people typed, without characters that could steer a terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}

async function readGaps() {
  const url = process.env.DATABASE_URL || "sqlite:data/tl-advise.db";
  const store = await createStore(url, { now: steadyNow });
  try {
    const misses = await store.misses(null, MOST_MISSES);
    return {
      clusters: cluster(misses, composeVectorise()),
      reasons: await store.reasons(MOST_REASONS, null),
    };
  } finally {
    await store.close();
  }
}

/** A Markdown table, and below it what people found wrong with answers. */
function tableOf(clusters: readonly Cluster[], reasons: readonly ReasonCount[]): string {
  if (clusters.length === 0 && reasons.length === 0) return "No questions without an answer.\n";
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => printable(cell).replaceAll("|", " ")).join(" | ")} |`;
  const groups = clusters.map(({ id, count, questions, nearest }) =>
    row([id, String(count), questions[0] ?? "(words not kept)", nearest.join(", ")]),
  );
  const judged = reasons.map(({ about, reason, count }) => row([about, reason, String(count)]));
  return [
    row(["group", "times", "for example", "nearest topics"]),
    row(["---", "---", "---", "---"]),
    ...groups,
    ...(judged.length === 0
      ? []
      : ["", row(["answer", "reason", "times"]), row(["---", "---", "---"]), ...judged]),
    "",
  ].join("\n");
}

/** One line a question. A cell that a spreadsheet could take for a formula is marked as text. */
function csvOf(clusters: readonly Cluster[]): string {
  const cell = (text: string) => {
    const value = printable(text);
    const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  const rows = clusters.flatMap(({ id, language, count, questions, nearest }) =>
    (questions.length > 0 ? questions : [""]).map((question) =>
      [id, language, String(count), question, nearest.join(" ")].map(cell).join(","),
    ),
  );
  return `${["group,language,times,question,nearest", ...rows].join("\n")}\n`;
}

function draft(clusters: readonly Cluster[], group: string, subject: string): void {
  const found = clusters.find((each) => each.id === group);
  if (!found || !isSubjectPath(subject)) {
    const groups = clusters.map((each) => each.id).join(", ") || "none";
    throw new Error(`${USAGE}\nGroups: ${groups}. Ids are snake_case English.`);
  }
  if (found.questions.length === 0)
    throw new Error(
      `The words of group ${group} are not kept, so that there is nothing to draft from.`,
    );
  const files = [...draftEntry(found, languageTags())].map(([tag, file]) => ({
    path: fileURLToPath(new URL(`../../locales/${tag}/topics/${subject}.json`, import.meta.url)),
    text: `${JSON.stringify(file, null, 2)}\n`,
  }));
  const present = files.find(({ path }) => existsSync(path));
  if (present) throw new Error(`There is a subject ${subject} already: ${present.path}`);
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  process.stdout.write(
    `Written:\n${files.map(({ path }) => `  ${path}`).join("\n")}\nTests and start fail until every language has its name, title, answer with [@source] and phrasings. Then run npm run train.\n`,
  );
}
