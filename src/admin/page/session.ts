import { createHmac, timingSafeEqual } from "node:crypto";

/** How long somebody stays signed in, in ms. */
export const SESSION_MS = 8 * 60 * 60_000;
const MOST_WRONG = 10;
const WRONG_MS = 60_000;

/** Who may see the page. A session is a value that only who knows the token can make: every instance accepts it. */
export type Gate = {
  /** Whether the text is the token: `wrong`, or `too_many` wrong ones came within a minute. */
  prove(token: string): "right" | "wrong" | "too_many";
  /** A value for the cookie. */
  open(): string;
  isOpen(session: string): boolean;
};

/** `now` in milliseconds since 1970. */
export function createGate(token: string, now: () => number): Gate {
  let wrong: number[] = [];
  const sign = (until: string) =>
    createHmac("sha256", token).update(`session ${until}`).digest("base64url");
  return {
    prove(given) {
      wrong = wrong.filter((at) => Math.abs(now() - at) < WRONG_MS);
      if (wrong.length >= MOST_WRONG) return "too_many";
      if (isSame(given, token)) return "right";
      wrong.push(now());
      return "wrong";
    },
    open() {
      const until = String(now() + SESSION_MS);
      return `${until}.${sign(until)}`;
    },
    isOpen(session) {
      const [until = "", signature = ""] = session.split(".");
      return /^\d+$/.test(until) && Number(until) > now() && isSame(signature, sign(until));
    },
  };
}

/** Compares digests, so that neither length nor content tells how near a guess was. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHmac("sha256", "compare").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
