import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Text → sealed text (AES-256-GCM, a new nonce each time). `secret` is any text; the key is derived from it. */
export function seal(text: string, secret: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), iv, { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")].join(
    ".",
  );
}

/** Sealed text → text, with the first secret that opens it; null when none does or it was altered. */
export function unseal(sealed: string, secrets: readonly string[]): string | null {
  const [version, body = ""] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) return null;
  for (const secret of secrets) {
    const cipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([
        cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
        cipher.final(),
      ]).toString("utf8");
    } catch {
      // Not this secret's: the next one is tried.
    }
  }
  return null;
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "tl-advise", "slack installations", 32));
}
