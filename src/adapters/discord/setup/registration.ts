import type { Content } from "../../../dialogue/content.ts";
import type { Api } from "../connection/api.ts";
import { COMMAND, commands } from "./commands.ts";

/** What registering did to one scope: `global` or a guild's id. */
export type Registered = {
  readonly scope: string;
  readonly change: "written" | "unchanged" | "cleared";
};

type Registrar = Pick<Api, "get" | "put">;

/**
 * Registers the commands globally, or in one guild (shown at once, for trying out), and clears them in the other
 * scopes, since commands of two scopes show twice. Safe to call again: what is right already is not written.
 */
export async function registerCommands(
  api: Registrar,
  application: string,
  content: Content,
  guild: string | null,
): Promise<readonly Registered[]> {
  const wanted = commands(content);
  const scopes = ["global", ...(await guilds(api))];
  const home = guild ?? "global";
  const done: Registered[] = [];
  for (const scope of new Set([home, ...scopes])) {
    const path = commandsPath(application, scope);
    const present = await api.get(path);
    if (scope === home) {
      const isRight = isSame(wanted, present);
      if (!isRight) await api.put(path, wanted);
      done.push({ scope, change: isRight ? "unchanged" : "written" });
    } else if (hasOurs(present, content)) {
      await api.put(path, []);
      done.push({ scope, change: "cleared" });
    }
  }
  return done;
}

/** Whether the commands are registered as this version has them, globally or in one of the bot's guilds. */
export async function commandsAreRegistered(
  api: Registrar,
  application: string,
  content: Content,
): Promise<boolean> {
  const wanted = commands(content);
  for (const scope of ["global", ...(await guilds(api))]) {
    if (isSame(wanted, await api.get(commandsPath(application, scope)))) return true;
  }
  return false;
}

/** The guilds that the bot is in; at most 200, the API's page. */
async function guilds(api: Registrar): Promise<readonly string[]> {
  return listOf(await api.get("/users/@me/guilds")).flatMap(({ id }) =>
    typeof id === "string" ? [id] : [],
  );
}

function commandsPath(application: string, scope: string): `/${string}` {
  const where = scope === "global" ? "" : `/guilds/${scope}`;
  return `/applications/${application}${where}/commands?with_localizations=true`;
}

function hasOurs(present: unknown, content: Content): boolean {
  const ours = [COMMAND, content.say(content.fallback, "discord:message_command")];
  return listOf(present).some(({ name }) => ours.includes(String(name)));
}

/** Whether all that we want is there; Discord adds fields of its own and leaves out what is empty or false. */
function isSame(wanted: readonly unknown[], present: unknown): boolean {
  const found = listOf(present);
  return (
    wanted.length === found.length &&
    wanted.every((each) => found.some((other) => covers(other, each)))
  );
}

function covers(present: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(present) &&
      present.length === wanted.length &&
      wanted.every((each, index) => covers(present[index], each))
    );
  }
  if (typeof wanted !== "object" || wanted === null) return present === wanted;
  if (typeof present !== "object" || present === null) return false;
  const fields = present as Readonly<Record<string, unknown>>;
  return Object.entries(wanted).every(([name, value]) => covers(fields[name], value));
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
