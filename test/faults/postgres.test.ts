import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../store/postgres-server.ts";
import { killWhileTalking } from "./kills.ts";
import { faultless, play } from "./scenes.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

test("two instances that are killed at random points lose and double nothing", async () => {
  const database = await server.newUrl();
  const verdict = await killWhileTalking({ database, instances: 2, kills: 8, conversations: 8 });
  expect(verdict).toEqual(faultless(verdict.messages));
}, 90_000);

test("four instances answer overlapping and doubled messages of the same conversations once, in order", async () => {
  const crowd = { conversations: 3, overlapping: 6, doubled: 0.5, most: 30 };
  const offsets = [0, 3_600_000, 0, -3_600_000];
  const verdict = await play(
    { database: await server.newUrl(), offsets, crowd },
    async () => undefined,
  );
  expect(verdict).toMatchObject(faultless(90));
}, 60_000);

test("a PostgreSQL that is stopped and started again delays replies and loses none", async () => {
  const context = { database: await server.newUrl(), offsets: [0, 0], crowd: { most: 20 } };
  const verdict = await play(context, async () => {
    await sleep(300);
    await server.stop();
    await sleep(1_000);
    await server.start();
  });
  expect(verdict).toMatchObject(faultless(120));
}, 60_000);
