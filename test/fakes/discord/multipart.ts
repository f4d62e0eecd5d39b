import type { IncomingMessage } from "node:http";

/** A request's JSON, the names and sizes of its files, and when (`performance.now`) the whole of it had arrived. */
export type Parsed = {
  readonly arrivedMs: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly files: readonly { readonly name: string; readonly size: number }[];
};

/** Reads `application/json` or `multipart/form-data` with a `payload_json`. */
export async function parseRequest(request: IncomingMessage): Promise<Parsed> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const raw = Buffer.concat(parts);
  const arrivedMs = performance.now();
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.startsWith("multipart/")) {
    return { arrivedMs, json: raw.length > 0 ? JSON.parse(raw.toString()) : {}, files: [] };
  }
  const form = await new Response(new Uint8Array(raw), {
    headers: { "content-type": contentType },
  }).formData();
  const files = [...form.entries()].flatMap(([, value]) =>
    typeof value === "string" ? [] : [{ name: value.name, size: value.size }],
  );
  return { arrivedMs, json: JSON.parse(String(form.get("payload_json") ?? "{}")), files };
}
