import { replyLanguage } from "../core/respond.ts";
import { NEW_STATE, type State } from "../core/state.ts";
import type { Turn } from "../core/turn.ts";
import { personOf, workspaceOf } from "../store/keys.ts";
import type { Address } from "../store/store.ts";
import { answered, sayIn } from "./answer.ts";
import { type Asked, type Desk, show, tell } from "./asked.ts";
import type { Attention } from "./attention.ts";
import { LATER_DAYS, planLater } from "./later.ts";
import { onboarding } from "./onboarding.ts";
import { exportCard, forgetCard, privacyCard, sentence } from "./privacy.ts";
import { reportCard } from "./report.ts";
import { settings, unprompted } from "./settings-requests.ts";

type Answer = (asked: Asked) => Promise<Attention>;

/** How many of the newest unanswered questions a report reads. */
const MOST_MISSES = 500;
const MOST_REASONS = 50;

const ANSWERS: Readonly<Record<string, { readonly answer: Answer; readonly who: Who }>> = {
  settings: { answer: settings, who: "changers" },
  onboarding: { answer: onboarding, who: "changers" },
  unprompted: { answer: unprompted, who: "changers" },
  report: { answer: report, who: "admins" },
  privacy: { answer: privacy, who: "all" },
  export: { answer: exportAll, who: "all" },
  forget: { answer: forget, who: "all" },
  later: { answer: later, who: "all" },
};

type Who = "all" | "admins" | "changers";

/** Answers the requests of `core/request.ts`, privately. Each may run again for the same turn. */
export function createRequests(
  desk: Desk,
): (words: readonly string[], turn: Turn, address: Address | null) => Promise<Attention> {
  return async ([name = "", ...words], turn, address) => {
    const languageOf = (state: State) => replyLanguage(desk.kit, state, turn);
    const asked: Asked = { desk, turn, address, words, languageOf };
    const found = ANSWERS[name];
    if (!found) return tell(asked, `office:${name}`, "not_here");
    if (!(await mayAsk(asked, found.who))) return tell(asked, "office:denied", "settings.denied");
    return await found.answer(asked);
  };
}

async function mayAsk({ desk, turn }: Asked, who: Who): Promise<boolean> {
  if (who === "all" || turn.admin) return true;
  return who === "changers" && (await desk.settings.at(turn.key, "who_may_change")) === "everyone";
}

async function report(asked: Asked): Promise<Attention> {
  const { store, cluster, kit } = asked.desk;
  const workspace = workspaceOf(asked.turn.key);
  const [misses, topics, advice, reasons, results, advised] = await Promise.all([
    store.misses(workspace, MOST_MISSES),
    store.ratings("topic:", workspace),
    store.ratings("advise:", workspace),
    store.reasons(MOST_REASONS, workspace),
    store.ratings("result:", workspace),
    store.advised(workspace),
  ]);
  const ratings = [...topics, ...advice];
  const view = { clusters: cluster(misses), ratings, reasons, results, advised };
  return show(asked, "office:report", (_, language) => reportCard(kit.content, language, view));
}

/** The person here and in direct messages, which belong to no workspace on some platforms. */
function persons({ turn }: Asked): readonly string[] {
  const person = personOf(turn.key);
  const [platform = ""] = turn.key.split(":");
  return [...new Set([person, `${platform}:@me/${person.split("/").at(-1)}`])];
}

async function held(asked: Asked) {
  return await Promise.all(persons(asked).map((person) => asked.desk.store.held(person)));
}

async function privacy(asked: Asked): Promise<Attention> {
  const { settings: set, retentionDays } = asked.desk;
  const [all, own] = await Promise.all([held(asked), set.at(asked.turn.key, "retention_days")]);
  const days = Math.min(retentionDays ?? Number.POSITIVE_INFINITY, Number(own) || Infinity);
  return show(asked, "privacy", (say) =>
    privacyCard(say, all, Number.isFinite(days) ? String(days) : null),
  );
}

async function exportAll(asked: Asked): Promise<Attention> {
  const all = await held(asked);
  return show(asked, "office:export", (say) => exportCard(say, all));
}

/** Erasing may run again. Where the reply is the acknowledgement, not even the turn is noted afterwards. */
async function forget(asked: Asked): Promise<Attention> {
  const { desk, address, words, languageOf } = asked;
  if (words[0] === undefined) return show(asked, "office:forget", forgetCard);
  if (words[0] === "no") return tell(asked, "office:forget", "privacy.kept");
  for (const person of persons(asked)) await desk.store.forget(person);
  return {
    kind: "answered",
    keeps: address !== null,
    respond(state) {
      const say = sayIn(desk.kit.content, languageOf(state));
      return answered(NEW_STATE, languageOf(state), "office:forgotten", () =>
        sentence(say("privacy.forgotten")),
      );
    },
  };
}

async function later(asked: Asked): Promise<Attention> {
  const { desk, turn, words } = asked;
  const [code = "", language] = words;
  const known = desk.kit.content.languages.find(({ tag }) => tag === language)?.tag;
  const plan = {
    key: turn.key,
    person: personOf(turn.key),
    code,
    language: known ?? asked.languageOf(NEW_STATE),
  };
  const isPlanned = await planLater(desk.store, plan, desk.addressFor, desk.now());
  return tell(asked, "office:later", isPlanned ? "later.planned" : "not_here", () => ({
    days: LATER_DAYS,
  }));
}
