import { replyLanguage } from "../dialogue/respond.ts";
import { NEW_STATE, type State } from "../dialogue/state.ts";
import type { Turn } from "../dialogue/turn.ts";
import type { Address } from "../store/address.ts";
import { personKey, personOf, platformOf, workspaceOf } from "../store/keys.ts";
import { type AdminContext, type Asked, show, tell } from "./admin-context.ts";
import { answered, sayIn } from "./admin-reply.ts";
import { LATER_DAYS, planLater } from "./follow-up.ts";
import type { GateResult } from "./gate-result.ts";
import { onboarding } from "./onboarding/onboarding.ts";
import { exportCard, forgetCard, privacyCard, sentence } from "./privacy/privacy.ts";
import { reportCard } from "./reports/report.ts";
import { settings, unprompted } from "./settings/settings-requests.ts";

type Answer = (asked: Asked) => Promise<GateResult>;

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
  context: AdminContext,
): (words: readonly string[], turn: Turn, address: Address | null) => Promise<GateResult> {
  return async ([name = "", ...words], turn, address) => {
    const languageOf = (state: State) => replyLanguage(context.deps, state, turn);
    const asked: Asked = { context, turn, address, words, languageOf };
    const found = ANSWERS[name];
    if (!found) return tell(asked, `office:${name}`, "not_here");
    if (!(await mayAsk(asked, found.who))) return tell(asked, "office:denied", "settings.denied");
    return await found.answer(asked);
  };
}

async function mayAsk({ context, turn }: Asked, who: Who): Promise<boolean> {
  if (who === "all" || turn.admin) return true;
  return (
    who === "changers" && (await context.settings.at(turn.key, "who_may_change")) === "everyone"
  );
}

async function report(asked: Asked): Promise<GateResult> {
  const { store, cluster, deps } = asked.context;
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
  return show(asked, "office:report", (say, language) =>
    reportCard(say, deps.content, language, view),
  );
}

/** The person here and in direct messages, which belong to no workspace on some platforms. */
function persons({ turn }: Asked): readonly string[] {
  const person = personOf(turn.key);
  const direct = personKey(platformOf(turn.key), "@me", person.split("/").at(-1) ?? "");
  return [...new Set([person, direct])];
}

async function held(asked: Asked) {
  return await Promise.all(persons(asked).map((person) => asked.context.store.held(person)));
}

async function privacy(asked: Asked): Promise<GateResult> {
  const { settings: set, retentionDays } = asked.context;
  const [all, own] = await Promise.all([held(asked), set.at(asked.turn.key, "retention_days")]);
  const days = Math.min(retentionDays ?? Number.POSITIVE_INFINITY, Number(own) || Infinity);
  return show(asked, "privacy", (say) =>
    privacyCard(say, all, Number.isFinite(days) ? String(days) : null),
  );
}

async function exportAll(asked: Asked): Promise<GateResult> {
  const all = await held(asked);
  return show(asked, "office:export", (say) => exportCard(say, all));
}

/** Erasing may run again. Where the reply is the acknowledgement, not even the turn is noted afterwards. */
async function forget(asked: Asked): Promise<GateResult> {
  const { context, address, words, languageOf } = asked;
  if (words[0] === undefined) return show(asked, "office:forget", forgetCard);
  if (words[0] === "no") return tell(asked, "office:forget", "privacy.kept");
  for (const person of persons(asked)) await context.store.forget(person);
  return {
    kind: "answered",
    keeps: address !== null,
    respond(state) {
      const say = sayIn(context.deps.content, languageOf(state));
      return answered(NEW_STATE, languageOf(state), "office:forgotten", () =>
        sentence(say("privacy.forgotten")),
      );
    },
  };
}

async function later(asked: Asked): Promise<GateResult> {
  const { context, turn, words } = asked;
  const [code = "", language] = words;
  const known = context.deps.content.languages.find(({ tag }) => tag === language)?.tag;
  const plan = {
    key: turn.key,
    person: personOf(turn.key),
    code,
    language: known ?? asked.languageOf(NEW_STATE),
  };
  const isPlanned = await planLater(context.store, plan, context.addressFor, context.now());
  return tell(asked, "office:later", isPlanned ? "later.planned" : "not_here", () => ({
    days: LATER_DAYS,
  }));
}
