import { createHmac } from "node:crypto";
import { isValidSlackRequest } from "@slack/bolt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isSigned } from "../../../src/adapters/slack/connection/signature.ts";

const NOW_MS = 1_800_000_000_000;
const SECRET = "signing secret";
const sign = (seconds: string, body: string | Uint8Array, secret = SECRET) => ({
  "x-slack-request-timestamp": seconds,
  "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${seconds}:`).update(body).digest("hex")}`,
});

test("what Bolt takes for signed is signed, but for times to come", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -400, max: 0 }),
      fc.string(),
      fc.constantFrom(SECRET, "another"),
      (ahead, body, secret) => {
        const seconds = NOW_MS / 1000 + ahead;
        const headers = sign(String(seconds), body, secret);
        const byBolt = isValidSlackRequest({
          signingSecret: SECRET,
          body,
          headers: { ...headers, "x-slack-request-timestamp": seconds },
          nowMilliseconds: NOW_MS,
        });
        expect(isSigned(SECRET, headers, Buffer.from(body), NOW_MS)).toBe(byBolt);
      },
    ),
    { numRuns: 500 },
  );
});

test("a signature holds for five minutes on both sides of its time, for its own body and secret", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -400, max: 400 }),
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom("", "body", "secret", "version"),
      (ahead, bytes, wrong) => {
        const headers = sign(String(NOW_MS / 1000 + ahead), bytes);
        const body = Buffer.from(wrong === "body" ? [...bytes, 1] : bytes);
        if (wrong === "version")
          headers["x-slack-signature"] = headers["x-slack-signature"].replace("v0", "v1");
        const secret = wrong === "secret" ? "another" : SECRET;
        expect(isSigned(secret, headers, body, NOW_MS)).toBe(
          wrong === "" && Math.abs(ahead) <= 300,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("without a secret nothing is signed, though anybody could sign with none", () => {
  const headers = sign(String(NOW_MS / 1000), "x", "");
  expect(isSigned("", headers, Buffer.from("x"), NOW_MS)).toBe(false);
});

test("headers of any kind are refused, and never throw", () => {
  const odd = fc.oneof(
    fc.string(),
    fc.constantFrom(undefined, "1e9", "Infinity", "-1", "0x6b49d200", " 1800000000", "v0=", "NaN"),
    fc.array(fc.string(), { maxLength: 2 }),
    fc.stringMatching(/^v0=[0-9a-fA-F]{0,66}$/),
  );
  fc.assert(
    fc.property(odd, odd, (time, signature) => {
      const headers = { "x-slack-request-timestamp": time, "x-slack-signature": signature };
      expect(isSigned(SECRET, headers as Record<string, string>, Buffer.from("x"), NOW_MS)).toBe(
        false,
      );
    }),
    { numRuns: 500 },
  );
});
