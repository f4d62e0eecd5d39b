import { textAt } from "./payload.ts";
import type { Call, Log } from "./ports.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;
const KEPT_PEOPLE = 20_000;
/** An answer never waits longer for a locale: the message's own language leads anyway. */
const PATIENCE_MS = 400;

/** A locale that was asked for; `told` is there once Slack has answered. */
type Known = { locale: Promise<string | null>; told?: string | null; readonly until: number };

/** Looks up people's locales with `users.info` and keeps them for a day. Null where it is not known in time. */
export function createLocales(
  call: Call,
  now: () => number,
  log: Log,
): (team: string, user: string) => Promise<string | null> {
  const known = new Map<string, Known>();

  async function ask(team: string, user: string): Promise<string | null> {
    try {
      const found = await call(team, "users.info", { user, include_locale: true });
      return textAt(found, "user", "locale");
    } catch (error) {
      log.warn({ error: String(error) }, "slack: locale not known");
      return null;
    }
  }

  function begin(team: string, user: string): Known {
    const entry: Known = { locale: ask(team, user), until: now() + KEPT_MS };
    entry.locale = entry.locale.then((locale) => {
      entry.told = locale;
      return locale;
    });
    if (known.size >= KEPT_PEOPLE) known.delete(known.keys().next().value as string);
    known.set(`${team}/${user}`, entry);
    return entry;
  }

  return async (team, user) => {
    const kept = known.get(`${team}/${user}`);
    const entry = kept && kept.until > now() ? kept : begin(team, user);
    return entry.told === undefined ? await soon(entry.locale) : entry.told;
  };
}

async function soon(locale: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([locale, late]);
  } finally {
    clearTimeout(timer);
  }
}
