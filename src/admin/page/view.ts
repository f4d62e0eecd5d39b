import { RATE_REASONS } from "../../dialogue/action.ts";
import type { Content } from "../../dialogue/content.ts";
import type { Say } from "../admin-reply.ts";
import { draftEntry } from "../reports/entry-draft.ts";
import { namer } from "../reports/report.ts";
import type { Cluster } from "../reports/unanswered.ts";
import { settingName } from "../settings/settings.ts";
import { type Html, html, table } from "./html.ts";
import { type PageView, USE_DAYS } from "./read.ts";

/** What a page is written with: the content, and its language. */
export type Words = { readonly content: Content; readonly language: string };

const MOST_QUESTIONS = 5;
const MEGABYTE = 2 ** 20;

/** Says a phrase of `admin.json`. */
export function sayOnPage({ content, language }: Words): Say {
  return (key, values) => content.say(language, `admin:${key}`, values);
}

/** The page's sections, one after another. */
export function pageBody(words: Words, view: PageView): Html {
  const say = sayOnPage(words);
  const section = (id: string, body: Html) =>
    html`<section id="${id}"><h2>${say(`sections.${id}`, { days: USE_DAYS })}</h2>${body}</section>`;
  return html`<p>${say("lead")}</p>
${section("health", health(say, view))}
${section("gaps", gaps(words, say, view.clusters))}
${section("unhelpful", unhelpful(words, say, view))}
${section("use", use(say, view))}
${section("settings", settings(words, say, view))}
${section("audit", audit(words, say, view))}`;
}

function health(say: Say, { health: now, outbox }: PageView): Html {
  const state = (isGood: boolean) => say(isGood ? "health.good" : "health.bad");
  const rows = [
    [say("health.version"), now.version],
    [
      say("health.uptime"),
      say("health.uptime_hours", { hours: (now.uptimeSeconds / 3600).toFixed(1) }),
    ],
    [say("health.memory"), `${Math.round(now.memoryBytes / MEGABYTE)} MB`],
    [say("health.store"), state(outbox !== null)],
    ...now.platforms.map(({ name, isReady }) => [say("health.platform", { name }), state(isReady)]),
    ...(outbox
      ? [
          [
            say("health.outbox"),
            say("health.outbox_value", {
              depth: outbox.depth,
              seconds: Math.round(outbox.oldestMs / 1000),
            }),
          ],
        ]
      : []),
  ];
  return html`<table><tbody>${rows.map(
    ([name = "", value = ""]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )}</tbody></table>`;
}

function gaps({ content, language }: Words, say: Say, clusters: readonly Cluster[]): Html {
  const name = namer(content, language);
  const header = ["group", "count", "questions", "nearest"].map((id) => say(`gaps.${id}`));
  const rows = clusters.map(({ id, count, questions, nearest }) => [
    id,
    count,
    questions.length > 0
      ? html`<ul>${questions.slice(0, MOST_QUESTIONS).map((text) => html`<li>${text}</li>`)}</ul>
<a href="/admin/draft?group=${id}&amp;lang=${language}">${say("gaps.draft")}</a>`
      : say("gaps.no_words"),
    nearest.map((subject) => name(`topic:${subject}`)).join(", "),
  ]);
  return html`<p class="note">${say("gaps.words")}</p>${table(header, rows) ?? none(say, "gaps")}`;
}

/** Files of an entry for a group, in every language, to be saved and filled in; null for a group without words. */
export function draftBody(words: Words, cluster: Cluster | null): Html {
  const say = sayOnPage(words);
  const back = html`<p><a href="/admin?lang=${words.language}">${say("draft.back")}</a></p>`;
  if (!cluster || cluster.questions.length === 0)
    return html`<p>${say("draft.missing")}</p>${back}`;
  const tags = words.content.languages.map(({ tag }) => tag);
  const files = [...draftEntry(cluster, tags)].map(
    ([tag, file]) => html`<h2>locales/${tag}/topics/TOPIC/SUBJECT.json</h2>
<pre>${JSON.stringify(file, null, 2)}</pre>`,
  );
  return html`<p>${say("draft.lead")}</p>
<pre>npm run gaps -- draft ${cluster.id} TOPIC/SUBJECT</pre>${files}${back}`;
}

function unhelpful({ content, language }: Words, say: Say, { ratings, reasons }: PageView): Html {
  const name = namer(content, language);
  const judged = ratings
    .toSorted((a, b) => b.unhelpful - a.unhelpful || a.helpful - b.helpful)
    .map((each) => [name(each.about), each.helpful, each.unhelpful]);
  const told = reasons.map(({ about, reason, count }) => [
    name(about),
    RATE_REASONS.some((id) => id === reason)
      ? content.say(language, `community:feedback.reasons.${reason}`)
      : reason,
    count,
  ]);
  const header = (ids: readonly string[]) => ids.map((id) => say(`unhelpful.${id}`));
  return html`${table(header(["answer", "helpful", "unhelpful"]), judged) ?? none(say, "unhelpful")}
${table(header(["answer", "reason", "count"]), told)}`;
}

function use(say: Say, { uses }: PageView): Html {
  const header = ["day", "platform", "language", "turns", "misses"].map((id) => say(`use.${id}`));
  const rows = uses.map((each) => [
    each.day,
    each.platform,
    each.language,
    each.turns,
    each.misses,
  ]);
  return table(header, rows) ?? none(say, "use");
}

function settings(words: Words, say: Say, view: PageView): Html {
  const header = ["scope", "name", "value"].map((id) => say(`settings.${id}`));
  const rows = view.settings.map(({ scope, name, value }) => [
    scope,
    settingWords(words, name),
    value,
  ]);
  return table(header, rows) ?? none(say, "settings");
}

function audit(words: Words, say: Say, view: PageView): Html {
  const header = [
    say("audit.at"),
    say("settings.scope"),
    say("settings.name"),
    say("audit.before"),
    say("audit.after"),
  ];
  const rows = view.audit.map(({ at, scope, name, before, after }) => [
    new Date(at).toISOString().slice(0, 16).replace("T", " "),
    scope,
    settingWords(words, name),
    before ?? "-",
    after ?? "-",
  ]);
  return html`<p class="note">${say("audit.who")}</p>${table(header, rows) ?? none(say, "audit")}`;
}

function settingWords({ content, language }: Words, name: string): string {
  const known = settingName(name);
  return known ? content.say(language, `community:settings.names.${known}`) : name;
}

function none(say: Say, section: string): Html {
  return html`<p>${say(`${section}.none`)}</p>`;
}
