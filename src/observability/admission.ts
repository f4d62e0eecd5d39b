import type { IncomingMessage } from "node:http";
import { MOST_BYTES } from "../adapters/shared/request-body.ts";

/** Connections at once; a platform keeps a few dozen. */
export const MOST_CONNECTIONS = 600;
/** Nearly every request of a platform is smaller, in bytes, and is never refused for want of room. */
const SMALL_BYTES = 64 * 1024;
/** So much of larger bodies is received at the same time, in bytes. */
const ROOM_BYTES = 16 * MOST_BYTES;

/** Why a request is not received, with its HTTP status. */
export type Refusal = {
  readonly status: number;
  readonly reason: "too_large" | "busy";
  readonly error: string;
};

/** Lets a request in, and gives what frees its room when it is over; or says why not. */
export type Admit = (request: IncomingMessage) => (() => void) | Refusal;

/**
 * Decides by the headers alone, before a byte of a body is read. Large bodies share a fixed room, and one without a length
 * counts as the largest, so that many slow ones cannot fill the memory or keep the small ones out.
 */
export function createAdmission(): Admit {
  let taken = 0;
  return ({ headers }) => {
    const isChunked = headers["transfer-encoding"] !== undefined;
    const bytes = isChunked ? MOST_BYTES : Number(headers["content-length"] ?? 0);
    if (bytes > MOST_BYTES) {
      const error = `a body has at most ${MOST_BYTES} bytes`;
      return { status: 413, reason: "too_large", error };
    }
    if (bytes <= SMALL_BYTES) return () => undefined;
    if (taken + bytes > ROOM_BYTES)
      return { status: 503, reason: "busy", error: "too much is being received, try again" };
    taken += bytes;
    return () => {
      taken -= bytes;
    };
  };
}
