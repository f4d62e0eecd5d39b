import {
  SETTING_NAMES,
  type SettingName,
  WORKSPACE_WORD,
} from "../../dialogue/policy/admin-request.ts";
import type { Choice } from "../../dialogue/reply.ts";
import type { Card } from "../../dialogue/responses/card.ts";
import type { AuditLine } from "../../store/records.ts";
import { heading, list, note, paragraph, request, type Say } from "../admin-reply.ts";
import { RULES, settingName, UNSET, type Values } from "./settings.ts";

/** What a settings card shows. `of`: the scope that its choices change. */
export type SettingsView = {
  readonly of: "channel" | "workspace";
  readonly channel: Values;
  readonly workspace: Values;
  readonly everywhere: Values;
  readonly audit: readonly AuditLine[];
  /** The languages that the bot speaks, by tag. */
  readonly languages: readonly { readonly tag: string; readonly name: string }[];
  /** What has just been done, or null. */
  readonly done: string | null;
};

/** All settings with what holds, the choices that change them, and the last changes. */
export function settingsCard(say: Say, view: SettingsView): Card {
  const { audit, done } = view;
  const show = shower(say, view);
  const cell = (value: string | undefined, name: SettingName) =>
    value === undefined ? say("settings.values.none") : show(name, value);
  const lines = audit.map((line) => auditLine(say, show, line));
  return {
    blocks: [
      ...(done === null ? [] : [paragraph(done)]),
      heading(say("settings.heading")),
      paragraph(say(view.of === "channel" ? "settings.lead" : "settings.lead_workspace")),
      {
        kind: "table",
        header: ["name", "here", "workspace", "holds"].map((id) => say(`settings.columns.${id}`)),
        rows: SETTING_NAMES.map((name) => [
          say(`settings.names.${name}`),
          cell(view.channel[name], name),
          cell(view.workspace[name], name),
          show(name, holding(view, name)),
        ]),
      },
      note(say("settings.how")),
      ...(lines.length === 0 ? [] : [paragraph(`**${say("settings.audit")}**`), list(lines)]),
    ],
    choices: [...changes(say, view, show), otherScope(say, view)],
  };
}

/** Values in words; a value that is not set shows as such. */
export function shower(
  say: Say,
  { languages }: Pick<SettingsView, "languages">,
): (name: SettingName, value: string | undefined) => string {
  return (name, value) => {
    if (value === undefined) return say("settings.values.unset");
    const language = languages.find(({ tag }) => name === "language" && tag === value);
    if (language) return language.name;
    return name === "retention_days" && /^\d+$/.test(value)
      ? value
      : say(`settings.values.${value}`);
  };
}

function holding({ channel, workspace, everywhere }: SettingsView, name: SettingName): string {
  return channel[name] ?? workspace[name] ?? everywhere[name] ?? RULES[name].byDefault;
}

/** For each setting with few values, a choice of what it is not now. */
function changes(say: Say, view: SettingsView, show: ReturnType<typeof shower>): readonly Choice[] {
  const scope = view.of === "workspace" ? [WORKSPACE_WORD] : [];
  return SETTING_NAMES.flatMap((name) => {
    const { values, perChannel } = RULES[name];
    if (view.of === "channel" && !perChannel) return [];
    const now = view.of === "channel" ? holding(view, name) : view.workspace[name];
    return possible(values, view)
      .filter((value) => value !== (now ?? RULES[name].byDefault))
      .map((value) => {
        const label = say("settings.change", {
          name: say(`settings.names.${name}`),
          value: show(name, value),
        });
        return request(label, ["settings", name, value, ...scope], "extra");
      });
  });
}

function possible(
  values: (typeof RULES)[SettingName]["values"],
  { languages }: SettingsView,
): readonly string[] {
  if (values === "number") return [];
  return values === "language" ? languages.map(({ tag }) => tag) : values;
}

function otherScope(say: Say, { of }: SettingsView): Choice {
  return of === "channel"
    ? request(say("settings.to_workspace"), ["settings", WORKSPACE_WORD])
    : request(say("settings.to_channel"), ["settings"]);
}

function auditLine(say: Say, show: ReturnType<typeof shower>, line: AuditLine): string {
  const name = settingName(line.name);
  const value = (each: string | null) =>
    name ? show(name, each ?? undefined) : (each ?? say("settings.values.none"));
  const isChannel = line.scope.includes("/");
  return say("settings.audit_line", {
    at: new Date(line.at).toISOString().slice(0, 16).replace("T", " "),
    name: name ? say(`settings.names.${name}`) : line.name,
    before: value(line.before),
    after: value(line.after),
    who: line.who.split("/").at(-1) || say("settings.values.none"),
    scope: isChannel ? `#${line.scope.split("/").at(-1)}` : say("settings.scopes.workspace"),
  });
}

/** What was changed, or why it was not. */
export function changeWords(
  say: Say,
  show: ReturnType<typeof shower>,
  change: {
    readonly name: SettingName;
    readonly before: string | null;
    readonly after: string | null;
    readonly of: "channel" | "workspace";
  },
): string {
  const values = {
    name: say(`settings.names.${change.name}`),
    scope: say(`settings.scopes.${change.of}`),
    after: show(change.name, change.after ?? undefined),
  };
  if (change.before === change.after) return say("settings.unchanged", values);
  return say("settings.changed", {
    ...values,
    before: show(change.name, change.before ?? undefined),
  });
}

/** Which values a setting can have, in the words that are typed. */
export function possibleValues(
  say: Say,
  name: SettingName,
  languages: SettingsView["languages"],
): string {
  const { values } = RULES[name];
  if (values === "number") return `${say("settings.days")}, ${UNSET}`;
  const named = values === "language" ? languages.map(({ tag }) => tag) : values;
  return [...named, UNSET].join(", ");
}
