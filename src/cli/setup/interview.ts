import {
  type Endpoints,
  type Probe,
  probeDiscord,
  probeSlackApp,
  probeSlackBot,
} from "./probes.ts";

/** Talks with the person: `ask` gives what was typed, trimmed (empty for nothing). */
export type Talk = {
  ask(question: string): Promise<string>;
  say(text: string): void;
};

/** What is shown along the way: links that need the content or the application's id. */
export type Links = {
  readonly slackManifest: string;
  readonly discordInvite: (applicationId: string) => string;
};

/** Variables of .env by name; an empty value takes one away. */
export type Values = Readonly<Record<string, string>>;

/** One secret to ask for: its name, where it is found, its form, and how it is proved where it can be. */
type Wanted = {
  readonly name: string;
  readonly where: string;
  readonly form: RegExp;
  readonly formText: string;
  readonly probe?: (value: string, endpoints: Endpoints) => Promise<Probe>;
};

const SLACK_BOT: Wanted = {
  name: "SLACK_BOT_TOKEN",
  where: "OAuth & Permissions > Bot User OAuth Token, after Install to Workspace",
  form: /^xoxb-\S+$/,
  formText: "begins with xoxb-",
  probe: probeSlackBot,
};
const SLACK_APP: Wanted = {
  name: "SLACK_APP_TOKEN",
  where:
    "Basic Information > App-Level Tokens, with the scope connections:write (Enter to receive over HTTP instead)",
  form: /^xapp-\S+$/,
  formText: "begins with xapp-",
  probe: probeSlackApp,
};
const SLACK_SIGNING: Wanted = {
  name: "SLACK_SIGNING_SECRET",
  where: "Basic Information > Signing Secret",
  form: /^\S{16,}$/,
  formText: "16 characters or more",
};
const DISCORD: Wanted = {
  name: "DISCORD_TOKEN",
  where: "https://discord.com/developers/applications > Bot > Reset Token",
  form: /^(?!Bot\b)\S{20,}$/,
  formText: "the token alone, without the word Bot",
  probe: probeDiscord,
};

/** Asks platform by platform and proves each token as it is pasted. Gives the variables to write. */
export async function interview(talk: Talk, links: Links, endpoints: Endpoints): Promise<Values> {
  const slack = (await says(talk, "Set up Slack?")) ? await askSlack(talk, links, endpoints) : {};
  const discord = (await says(talk, "Set up Discord?"))
    ? await askDiscord(talk, links, endpoints)
    : {};
  return { ...slack, ...discord };
}

async function askSlack(talk: Talk, links: Links, endpoints: Endpoints): Promise<Values> {
  talk.say(
    `1. Open this link, create the app from its manifest, and install it:\n   ${links.slackManifest}`,
  );
  const bot = await askFor(talk, SLACK_BOT, endpoints);
  if (Object.keys(bot).length === 0) return {};
  const app = await askFor(talk, SLACK_APP, endpoints);
  if (Object.keys(app).length > 0) return { ...bot, ...app };
  return { ...bot, ...(await askFor(talk, SLACK_SIGNING, endpoints)) };
}

async function askDiscord(talk: Talk, links: Links, endpoints: Endpoints): Promise<Values> {
  talk.say("1. Create an application at https://discord.com/developers/applications.");
  const values = await askFor(talk, DISCORD, endpoints);
  const { DISCORD_APPLICATION_ID: id } = values;
  if (id) talk.say(`2. Add the bot to a server:\n   ${links.discordInvite(id)}`);
  return values;
}

/** Asks until the value is good, is kept though it could not be proved, or is left out (nothing). */
async function askFor(talk: Talk, wanted: Wanted, endpoints: Endpoints): Promise<Values> {
  const { name, where, form, formText, probe } = wanted;
  for (;;) {
    const value = await talk.ask(`${name} (${where}; Enter to skip): `);
    if (value === "") return {};
    if (!form.test(value)) {
      talk.say(`That does not look like ${name}: ${formText}.`);
      continue;
    }
    if (!probe) return { [name]: value };
    const found = await probe(value, endpoints);
    switch (found.kind) {
      case "good":
        talk.say(`Accepted: ${found.belongsTo}.`);
        return { [name]: value, ...found.values };
      case "refused":
        talk.say(`Refused (${found.why}). Copy it again.`);
        break;
      case "unreachable":
        talk.say(`It could not be checked (${found.why}).`);
        if (await says(talk, "Keep it unchecked?")) return { [name]: value };
    }
  }
}

/** A yes-or-no question; only a yes is one. */
export async function says(talk: Talk, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await talk.ask(`${question} [y/N] `));
}
