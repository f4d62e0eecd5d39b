import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { composeDependencies } from "../src/app/services.ts";
import type { Content } from "../src/dialogue/content.ts";
import { respond } from "../src/dialogue/respond.ts";
import { NEW_STATE } from "../src/dialogue/state.ts";
import { loadContent } from "../src/knowledge/load.ts";
import { percentile, type Row, rowOf } from "./row.ts";

/** A guess at the topic of a text, and how sure (higher is surer); null topic for no guess. */
type Guess = { readonly topic: string | null; readonly score: number };
type Method = {
  readonly name: string;
  readonly note: string;
  guess(text: string, language: string): Guess | Promise<Guess>;
};
type Question = {
  readonly text: string;
  readonly lang: string;
  readonly topic: string;
  readonly acceptable: readonly string[];
};

const LOCALES = join(import.meta.dirname, "../locales");
const BLIND = join(import.meta.dirname, "../test/fixtures/blind");
/** nlp.js trains a perceptron per topic and word; more phrasings take it many minutes. */
const NLPJS_PHRASINGS = 60;
const IN_SCOPE_RECALL = 0.95;

/** Topics of unseen questions: right answers, false answers off topic, and time, for ours and two peers. */
export async function run(): Promise<readonly Row[]> {
  const deps = composeDependencies();
  const questions = read("topics.jsonl");
  const elsewhere = read("out_of_scope.jsonl");
  const methods: readonly Method[] = [ours(deps), await nlpjs(deps), miniSearch(deps)];
  const rows: Row[] = [turnRow(deps, [...questions, ...elsewhere])];
  for (const method of methods) rows.push(await measure(method, questions, elsewhere));
  return rows;
}

type Dependencies = ReturnType<typeof composeDependencies>;

/** A whole turn through the core, reply included. */
function turnRow(deps: Dependencies, questions: readonly Question[]): Row {
  const samples: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    for (const [at, { text, lang }] of questions.entries()) {
      const started = performance.now();
      respond(deps, NEW_STATE, {
        id: String(at),
        key: "bench:W/C/-/U",
        input: { kind: "text", text },
        locale: lang,
        preferred: null,
        customary: null,
        addressed: true,
        unprompted: false,
        admin: false,
      });
      if (round > 0) samples.push(performance.now() - started);
    }
  }
  return rowOf("a turn through the core", samples, "ms", "question to finished reply");
}

async function measure(
  method: Method,
  questions: readonly Question[],
  elsewhere: readonly Question[],
): Promise<Row> {
  const samples: number[] = [];
  const guess = async (question: Question) => {
    const started = performance.now();
    const made = await method.guess(question.text, question.lang);
    samples.push(performance.now() - started);
    return made;
  };
  const known: (Guess & { right: boolean; lang: string })[] = [];
  for (const question of questions) {
    const made = await guess(question);
    const right = made.topic === question.topic || question.acceptable.includes(made.topic ?? "");
    known.push({ ...made, right, lang: question.lang });
  }
  const foreign: Guess[] = [];
  for (const question of elsewhere) foreign.push(await guess(question));
  const threshold = percentile(
    known.map(({ score }) => score),
    1 - IN_SCOPE_RECALL,
  );
  const share = (part: number, of: number) => `${((100 * part) / of).toFixed(0)} %`;
  const right = (lang: string) => {
    const own = known.filter((each) => each.lang === lang);
    return share(own.filter((each) => each.right).length, own.length);
  };
  const falseAnswers = foreign.filter(
    ({ topic, score }) => topic !== null && score >= threshold,
  ).length;
  const note = `right ja ${right("ja")}, en ${right("en")}; off-topic answered at ${100 * IN_SCOPE_RECALL} % recall ${share(falseAnswers, foreign.length)}; ${method.note}`;
  return rowOf(method.name, samples, "ms", note);
}

function ours({ understanding }: Dependencies): Method {
  return {
    name: "topic by tl-advise",
    note: "all phrasings",
    guess(text) {
      const { topics, elsewhere } = understanding.classify(text);
      const { topic = null, score = 0 } = topics[0] ?? {};
      return { topic, score: score / (score + elsewhere) };
    },
  };
}

async function nlpjs({ content }: Dependencies): Promise<Method> {
  const require = createRequire(import.meta.url);
  const { containerBootstrap } = require("@nlpjs/core");
  const container = await containerBootstrap();
  for (const [name, part] of [
    ["@nlpjs/nlp", "Nlp"],
    ["@nlpjs/lang-en", "LangEn"],
    ["@nlpjs/lang-ja", "LangJa"],
  ] as const) {
    container.use(require(name)[part]);
  }
  const nlp = container.get("nlp");
  Object.assign(nlp.settings, { autoSave: false, log: false });
  nlp.nluManager.settings.log = false;
  for (const { tag } of content.languages) nlp.addLanguage(tag);
  const counts = new Map<string, number>();
  for (const { tag, topic, text } of topicPhrasings(content)) {
    const count = (counts.get(`${tag} ${topic}`) ?? 0) + 1;
    counts.set(`${tag} ${topic}`, count);
    if (count <= NLPJS_PHRASINGS) nlp.addDocument(tag, text, topic);
  }
  const write = console.log;
  console.log = () => undefined;
  await nlp.train();
  console.log = write;
  return {
    name: "topic by nlp.js",
    note: `${NLPJS_PHRASINGS} phrasings a topic and language`,
    async guess(text, language) {
      const { intent, score } = await nlp.process(language, text);
      return { topic: intent === "None" ? null : intent, score };
    },
  };
}

function miniSearch({ content }: Dependencies): Method {
  const index = new MiniSearch<{ id: number; text: string; topic: string }>({
    fields: ["text"],
    storeFields: ["topic"],
    tokenize,
  });
  index.addAll(topicPhrasings(content).map(({ text, topic }, id) => ({ id, text, topic })));
  return {
    name: "topic by MiniSearch",
    note: "all phrasings, words and pairs of Japanese letters",
    guess(text) {
      const [best] = index.search(text);
      return best ? { topic: best.topic, score: best.score } : { topic: null, score: 0 };
    },
  };
}

/** All phrasings, by language and by the topic under which their subject is counted. */
function topicPhrasings(content: Content) {
  const { subjects } = loadContent(LOCALES);
  return [...subjects].flatMap(([tag, files]) =>
    [...files].flatMap(([path, { entries }]) => {
      const [group = ""] = path.split("/");
      const topic = content.topic(tag, group).within ?? group;
      return Object.values(entries).flatMap(({ asks }) =>
        asks.map((text) => ({ tag, topic, text })),
      );
    }),
  );
}

/** Latin words, and pairs of neighbouring Japanese letters. */
function tokenize(text: string): string[] {
  const plain = text.normalize("NFKC").toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  const runs = plain.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]+/gu) ?? [];
  return [...words, ...runs.flatMap((run) => [...run].map((_, at) => run.slice(at, at + 2)))];
}

function read(file: string): readonly Question[] {
  return readFileSync(join(BLIND, file), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ topic: "", acceptable: [], ...JSON.parse(line) }));
}
