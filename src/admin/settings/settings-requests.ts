import { type SettingName, WORKSPACE_WORD } from "../../dialogue/policy/admin-request.ts";
import { channelOf, personOf, workspaceOf } from "../../store/keys.ts";
import { type Asked, show, tell } from "../admin-context.ts";
import { paragraph, request, type Say } from "../admin-reply.ts";
import type { GateResult } from "../gate-result.ts";
import { isValue, RULES, settingName, UNSET } from "./settings.ts";
import {
  changeWords,
  possibleValues,
  type SettingsView,
  settingsCard,
  shower,
} from "./settings-card.ts";

const MOST_AUDIT_LINES = 5;

/** Shows the settings of a channel or workspace, or changes one. */
export async function settings(asked: Asked): Promise<GateResult> {
  const { context, turn, words } = asked;
  const { languages } = context.deps.content;
  const of = words.at(-1) === WORKSPACE_WORD ? "workspace" : "channel";
  const scope = of === "workspace" ? workspaceOf(turn.key) : channelOf(turn.key);
  const name = settingName(words[0] ?? "");
  const value = words[1] ?? "";
  if (!name) return await showSettings(asked, of, () => null);
  const values = (say: Say) => ({
    name: say(`settings.names.${name}`),
    value,
    values: possibleValues(say, name, languages),
  });
  if (of === "channel" && !RULES[name].perChannel)
    return refuse(asked, (say) => say("settings.workspace_only", values(say)));
  if (
    value !== UNSET &&
    !isValue(
      name,
      value,
      languages.map(({ tag }) => tag),
    )
  )
    return refuse(asked, (say) => say("settings.bad_value", values(say)));
  if (name === "who_may_change" && !turn.admin)
    return tell(asked, "office:denied", "settings.denied");
  const after = value === UNSET ? null : value;
  const before = await change(asked, scope, name, after);
  return await showSettings(asked, of, (say) =>
    changeWords(say, shower(say, { languages }), { name, before, after, of }),
  );
}

/** Why a setting was not changed, with the way to all of them. */
function refuse(asked: Asked, words: (say: Say) => string): GateResult {
  return show(asked, "office:settings", (say) => ({
    blocks: [paragraph(words(say))],
    choices: [request(say("settings.heading"), ["settings"])],
  }));
}

/** Changes a setting and gives its value before. */
export async function change(
  { context, turn }: Asked,
  scope: string,
  name: SettingName,
  value: string | null,
): Promise<string | null> {
  const before = (await context.store.settings(scope))[name] ?? null;
  await context.settings.change(scope, name, value, personOf(turn.key));
  return before;
}

async function showSettings(
  asked: Asked,
  of: SettingsView["of"],
  done: (say: Say) => string | null,
): Promise<GateResult> {
  const { context, turn } = asked;
  const [channel, workspace, everywhere, audit] = await Promise.all([
    context.settings.of(channelOf(turn.key)),
    context.settings.of(workspaceOf(turn.key)),
    context.settings.of("*"),
    context.store.audit(workspaceOf(turn.key), MOST_AUDIT_LINES),
  ]);
  const { languages } = context.deps.content;
  return show(asked, "office:settings", (say) =>
    settingsCard(say, { of, channel, workspace, everywhere, audit, languages, done: done(say) }),
  );
}

/** Switches answers that nobody asked for, in this channel; without a word, tells how it is. */
export async function unprompted(asked: Asked): Promise<GateResult> {
  const value = asked.words[0] ?? (await asked.context.settings.at(asked.turn.key, "unprompted"));
  if (asked.words[0]) await change(asked, channelOf(asked.turn.key), "unprompted", value);
  return tell(asked, "office:unprompted", `unprompted.${value}`);
}
