import { textAt } from "./payload.ts";
import type { Call, Log } from "./ports.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;
const KEPT_PEOPLE = 20_000;
/** An answer never waits longer for a locale: the message's own language leads anyway. */
const PATIENCE_MS = 400;

/** Looks up people's locales with `users.info` and keeps them for a day. Null where it is not known in time. */
export function createLocales(
  call: Call,
  now: () => number,
  log: Log,
): (team: string, user: string) => Promise<string | null> {
  const known = new Map<
    string,
    { readonly locale: Promise<string | null>; readonly until: number }
  >();

  async function ask(team: string, user: string): Promise<string | null> {
    try {
      const found = await call(team, "users.info", { user, include_locale: true });
      return textAt(found, "user", "locale");
    } catch (error) {
      log.warn({ error: String(error) }, "slack: locale not known");
      return null;
    }
  }

  return (team, user) => {
    const key = `${team}/${user}`;
    const kept = known.get(key);
    if (kept && kept.until > now()) return soon(kept.locale);
    const locale = ask(team, user);
    if (known.size >= KEPT_PEOPLE) known.delete(known.keys().next().value as string);
    known.set(key, { locale, until: now() + KEPT_MS });
    return soon(locale);
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
