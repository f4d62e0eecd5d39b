import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const START = fileURLToPath(new URL("../../src/start.js", import.meta.url));
const { PATH = "" } = process.env;

test("SIGTERM ends it at once and well while it waits for a database that does not answer", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const child = spawn(process.execPath, [START], {
    stdio: "ignore",
    env: {
      PATH,
      SLACK_BOT_TOKEN: "xoxb-1-2",
      SLACK_APP_TOKEN: "xapp-1-2",
      SLACK_API_URL: `http://127.0.0.1:${port}/`,
      DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres`,
    },
  });
  const [connection] = await once(silent, "connection");
  const ended = once(child, "exit");
  const asked = performance.now();
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - asked).toBeLessThan(5_000);
  connection.destroy();
  silent.close();
});
