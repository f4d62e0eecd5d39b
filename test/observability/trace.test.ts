import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createTracing } from "../../src/observability/trace.ts";

test("without a collector a span still has an id for the logs", async () => {
  const { trace, stop } = await createTracing(null, "tl-advise");
  expect(await trace("turn", async (id) => id)).toMatch(/^[0-9a-f]{32}$/);
  await stop();
});

test("with a collector every span is sent, with the id that the logs carry", async () => {
  const bodies: string[] = [];
  const collector = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    bodies.push(`${request.url} ${Buffer.concat(parts).toString()}`);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  const { trace, stop } = await createTracing(`http://127.0.0.1:${port}/v1/traces`, "tl-advise");
  const id = await trace("turn", async (traceId) => traceId);
  const failed = trace("turn", () => Promise.reject(new Error("no")));
  await expect(failed).rejects.toThrow("no");
  await stop();
  collector.close();
  expect(bodies[0]).toContain(`/v1/traces `);
  expect(bodies[0]).toContain(`"traceId":"${id}"`);
  expect(bodies[0]).toContain("tl-advise");
});
