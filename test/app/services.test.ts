import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

type Service = Readonly<Record<string, unknown>> & {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: { readonly test: readonly string[] };
};
type Compose = {
  readonly services: Readonly<Record<"bot" | "postgres", Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

const compose = parse(read("docker-compose.yml")) as Compose;
const { bot, postgres } = compose.services;

test.each([
  ["bot", bot, "node"],
  ["postgres", postgres, "postgres"],
] as const)(
  "the service %s is confined, limited, healthy and restarted",
  (_name, service, user) => {
    expect(service).toMatchObject({
      user,
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      restart: "unless-stopped",
      healthcheck: { test: expect.arrayContaining(["CMD"]) },
      deploy: { resources: { limits: { cpus: "1.0", memory: "512M", pids: 200 } } },
    });
  },
);

test("the bot waits for a healthy PostgreSQL and has time to drain", () => {
  expect(bot).toMatchObject({
    depends_on: { postgres: { condition: "service_healthy" } },
    stop_grace_period: "15s",
  });
});

test("both services agree on the database, and its password comes from outside", () => {
  const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = postgres.environment;
  expect(POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?.+\}$/);
  expect(bot.environment.DATABASE_URL).toBe(
    `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
  );
});

test("the data is in a named volume, and the port is open to this machine only", () => {
  expect(Object.keys(compose.volumes)).toEqual(["database"]);
  expect(postgres.volumes).toEqual(["database:/var/lib/postgresql/data"]);
  expect(bot.ports).toEqual(["127.0.0.1:3000:3000"]);
});

test("the image is small, without development packages, and runs as a user", () => {
  const lines = read("Dockerfile").split("\n");
  expect(lines.filter((line) => line.startsWith("FROM "))).toEqual([
    "FROM node:24-slim AS packages",
    "FROM node:24-slim",
  ]);
  expect(lines.some((line) => line.includes("npm ci --omit=dev"))).toBe(true);
  expect(lines).toContain("USER node");
  expect(lines).toContain('CMD ["node", "src/start.js"]');
});

test("every folder and file that the image copies passes .dockerignore, and .env does not", () => {
  const kept = read(".dockerignore")
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1));
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--from)(.+) \.\S*$/gm)];
  const sources = copied.flatMap((match) => (match[1] ?? "").split(" "));
  expect(new Set(sources)).toEqual(new Set(kept));
  expect(kept).not.toContain(".env");
});

test(".env.example names every variable that is read, and no other", () => {
  const code = ["src/app/config.ts", "src/app/environment.ts"].map(read).join("\n");
  const calls = /\.(?:text|matching|secret|secretList|integer|oneOf|isOn|url)\(\s*"([A-Z_]+)"/g;
  const names = [...code.matchAll(calls)].map((match) => match[1]);
  const own = ["POSTGRES_PASSWORD"];
  const bySdk = ["SHARDING_MANAGER"];
  const shown = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(new Set([...shown, ...bySdk])).toEqual(new Set([...names, ...own]));
});

test("the Kubernetes example probes, confines and limits the bot", () => {
  const documents = parseAllDocuments(read("deploy/kubernetes.yaml")).map((each) => each.toJS());
  const pod = documents[0].spec.template.spec;
  expect(pod.containers[0]).toMatchObject({
    livenessProbe: { httpGet: { path: "/healthz" } },
    readinessProbe: { httpGet: { path: "/readyz" } },
    securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    resources: { limits: { memory: "512Mi" } },
  });
  expect(pod.securityContext.runAsNonRoot).toBe(true);
  expect(documents[1].spec.selector).toEqual(documents[0].spec.selector.matchLabels);
});
