import { LRUCache } from "lru-cache";
import type { Log } from "../../../lib/log.ts";
import { withTimeout } from "../../../lib/timeout.ts";
import { at, textAt } from "../events/payload.ts";
import type { Call } from "../ports.ts";

/** What Slack tells of a person. `locale` null where it is not known in time; then nobody is an admin either. */
export type Person = { readonly locale: string | null; readonly isAdmin: boolean };

/** Rights may be taken away, so that what is known does not count for long. */
const KEPT_MS = 60 * 60 * 1000;
const KEPT_PEOPLE = 20_000;
/** An answer to a message waits no longer for a person: the message's own language leads anyway. */
const PATIENCE_MS = 400;
const UNKNOWN: Person = { locale: null, isAdmin: false };

/** After a failure somebody is asked for again: it must not cost an admin their rights for an hour. */
const FAILED_MS = 30 * 1000;

/** Somebody who was asked for; `told` is there once Slack has answered. */
type Known = { person: Promise<Person>; told?: Person; until: number };

/** Looks people up with `users.info`, for at most `withinMs` (by default 400), and keeps them for an hour. */
export function createPeople(
  call: Call,
  now: () => number,
  log: Log,
): (team: string, user: string, withinMs?: number) => Promise<Person> {
  const known = new LRUCache<string, Known>({ max: KEPT_PEOPLE });

  /** Null where Slack does not tell. */
  async function ask(team: string, user: string): Promise<Person | null> {
    try {
      const found = await call(team, "users.info", { user, include_locale: true });
      const isAdmin =
        at(found, "user", "is_admin") === true || at(found, "user", "is_owner") === true;
      return { locale: textAt(found, "user", "locale"), isAdmin };
    } catch (error) {
      log.warn({ error: String(error) }, "slack: locale not known");
      return null;
    }
  }

  function begin(team: string, user: string): Known {
    const entry: Known = { person: Promise.resolve(UNKNOWN), until: now() + KEPT_MS };
    entry.person = ask(team, user).then((person) => {
      if (person === null) entry.until = now() + FAILED_MS;
      entry.told = person ?? UNKNOWN;
      return entry.told;
    });
    known.set(`${team}/${user}`, entry);
    return entry;
  }

  return async (team, user, withinMs = PATIENCE_MS) => {
    const kept = known.get(`${team}/${user}`);
    const entry = kept && kept.until > now() ? kept : begin(team, user);
    return entry.told ?? (await withTimeout(entry.person, withinMs)) ?? UNKNOWN;
  };
}
