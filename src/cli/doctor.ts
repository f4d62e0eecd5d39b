import { readFileSync } from "node:fs";
import { parseSettingsFile } from "../admin/settings/settings-file.ts";
import { type Config, readConfig } from "../app/config.ts";
import { composeDependencies } from "../app/services.ts";
import type { Dependencies } from "../dialogue/dependencies.ts";
import { respond } from "../dialogue/respond.ts";
import { NEW_STATE } from "../dialogue/state.ts";
import { createStore, steadyNow } from "../store/open.ts";

/** One thing that was checked. `cure` is null where all is well. */
type Finding = { readonly what: string; readonly cure: string | null };

/** Checks the machine, the content, the configuration, the store and the platforms; prints each fault with its cure. */
export async function doctor(): Promise<void> {
  let faults = 0;
  const tell = ({ what, cure }: Finding) => {
    if (cure !== null) faults += 1;
    process.stdout.write(cure === null ? `ok     ${what}\n` : `FAULT  ${what}: ${cure}\n`);
  };
  tell(checkNode());
  const deps = tried("content", "repair the files that are named", composeDependencies, tell);
  if (deps) tell(checkAnswer(deps));
  const tags = deps?.content.languages.map(({ tag }) => tag) ?? [];
  const config = tried(
    "configuration",
    "correct what is named",
    () => readConfig(process.env, tags),
    tell,
  );
  if (config) {
    tell(await checkStore(config));
    const { settingsFile } = config;
    if (settingsFile !== null) {
      const read = () => parseSettingsFile(readFileSync(settingsFile, "utf8"), tags);
      tried("settings file", "correct what is named", read, tell);
    }
    if (deps) for (const finding of await checkPlatforms(config, deps)) tell(finding);
  }
  process.stdout.write(faults === 0 ? "All is well.\n" : `${faults} fault(s).\n`);
  if (faults > 0) process.exitCode = 1;
}

function checkNode(): Finding {
  const [major = "0"] = process.versions.node.split(".");
  const isRight = Number(major) >= 24;
  const cure = "start with npm (npm start, npm run doctor): it brings Node 24 with it";
  return { what: `Node ${process.versions.node}`, cure: isRight ? null : cure };
}

function checkAnswer(deps: Dependencies): Finding {
  const turn = {
    id: "1",
    key: "doctor",
    locale: null,
    preferred: null,
    customary: null,
    addressed: true,
    unprompted: false,
    admin: false,
  };
  const { reply } = respond(deps, NEW_STATE, {
    ...turn,
    input: { kind: "text", text: "what is LoRA?" },
  });
  const isRight = reply?.about === "topic:peft_lora";
  return { what: "an answer end to end", cure: isRight ? null : "run npm test to see what broke" };
}

async function checkStore({ databaseUrl }: Config): Promise<Finding> {
  const what = `store ${databaseUrl.replace(/\/\/.*@/, "//…@")}`;
  try {
    const store = await createStore(databaseUrl, { now: steadyNow, startPatienceMs: 3_000 });
    await store.ping();
    await store.close();
    return { what, cure: null };
  } catch (error) {
    return {
      what,
      cure: `${(error as Error).message} Check DATABASE_URL, and that the database runs.`,
    };
  }
}

async function checkPlatforms(config: Config, deps: Dependencies): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (config.slack) {
    const { checkSlack } = await import("../adapters/slack/setup/check.ts");
    const { createSlackClient } = await import("../adapters/slack/adapter.ts");
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const { slack } = config;
    findings.push(
      ...(await checkSlack(
        (token) => createSlackClient({ config: slack, log: silent }, token),
        slack,
      )),
    );
  }
  if (config.discord?.token) {
    const { checkDiscord } = await import("../adapters/discord/setup/check.ts");
    const { connectApi } = await import("../adapters/discord/adapter.ts");
    findings.push(
      ...(await checkDiscord(connectApi(config.discord), config.discord, deps.content)),
    );
  }
  if (!config.slack && !config.discord) {
    findings.push({
      what: "no platform is configured: npm start opens the terminal chat",
      cure: null,
    });
  }
  return findings;
}

/** The value, or null with its fault told. */
function tried<T>(
  what: string,
  cure: string,
  work: () => T,
  tell: (finding: Finding) => void,
): T | null {
  try {
    const value = work();
    tell({ what, cure: null });
    return value;
  } catch (error) {
    tell({ what, cure: `${cure}. ${(error as Error).message}` });
    return null;
  }
}
