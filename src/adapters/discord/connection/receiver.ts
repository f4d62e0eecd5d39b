import type { KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIInteraction, APIInteractionResponse } from "discord.js";
import type { Route } from "../../adapter.ts";
import { readBody } from "../../shared/request-body.ts";
import { readInteraction } from "../events/payload.ts";
import type { Upload } from "./api.ts";
import { isSigned } from "./signature.ts";

/** Handles one interaction and gives its initial response through `acknowledge`. */
export type Receive = (
  interaction: APIInteraction,
  acknowledge: (response: APIInteractionResponse, files: readonly Upload[]) => Promise<void>,
) => Promise<void>;

/**
 * The endpoint for interactions over HTTP. The response body is the initial response; one with files goes the way of
 * the API (`callback`), after which Discord wants an empty 202.
 */
export function interactionsRoute(
  key: KeyObject,
  now: () => number,
  receive: Receive,
  callback: (
    interaction: APIInteraction,
    response: APIInteractionResponse,
    files: readonly Upload[],
  ) => Promise<void>,
): Route {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST") return end(response.setHeader("allow", "POST"), 405);
    const body = await readBody(request);
    if (body === null) return end(response, 413);
    const headers = {
      signature: String(request.headers["x-signature-ed25519"] ?? ""),
      timestamp: String(request.headers["x-signature-timestamp"] ?? ""),
    };
    if (!isSigned(key, headers, body, now())) return end(response, 401);
    const interaction = parseInteraction(body);
    if (!interaction) return end(response, 400);
    await receive(interaction, async (answer, files) => {
      if (files.length === 0) return endJson(response, answer);
      await callback(interaction, answer, files);
      end(response, 202);
    });
    if (!response.writableEnded) end(response, 400);
  };
  return { path: "/discord/interactions", handle };
}

/** JSON → an interaction, or null. */
function parseInteraction(body: Buffer): APIInteraction | null {
  try {
    return readInteraction(JSON.parse(body.toString()));
  } catch {
    return null;
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function endJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
