import { createPublicKey, type KeyObject, verify } from "node:crypto";

/** Every Ed25519 key in SubjectPublicKeyInfo form begins with these bytes: https://www.rfc-editor.org/rfc/rfc8410 */
const PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const HEX_KEY = /^[0-9a-f]{64}$/i;
const HEX_SIGNATURE = /^[0-9a-f]{128}$/i;
/** Seconds by which a signed time may differ from ours, so that a captured request cannot be sent again for long. */
const TOLERANCE_SECONDS = 300;

/** The application's public key. @throws when the text is not 64 hexadecimal digits. */
export function readPublicKey(hex: string): KeyObject {
  if (!HEX_KEY.test(hex)) {
    throw new Error(
      "DISCORD_PUBLIC_KEY must be 64 hexadecimal digits: copy it from General Information in the developer portal",
    );
  }
  return createPublicKey({
    key: Buffer.concat([PREFIX, Buffer.from(hex, "hex")]),
    format: "der",
    type: "spki",
  });
}

/**
 * Whether Discord signed this request lately: Ed25519 over timestamp and body.
 * https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function isSigned(
  key: KeyObject,
  headers: { readonly signature: string; readonly timestamp: string },
  body: Buffer,
  nowMs: number,
): boolean {
  const { signature, timestamp } = headers;
  if (!HEX_SIGNATURE.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  return verify(
    null,
    Buffer.concat([Buffer.from(timestamp), body]),
    key,
    Buffer.from(signature, "hex"),
  );
}
