import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

type Service = Readonly<Record<string, unknown>> & {
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: { readonly test: readonly string[] };
};
type Compose = {
  readonly services: Readonly<Record<"bot" | "postgres" | "proxy", Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

const compose = parse(read("docker-compose.yml")) as Compose;
const { bot, postgres, proxy } = compose.services;

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

test("the data is in named volumes, and what is published is open to this machine only unless wished", () => {
  expect(Object.keys(compose.volumes)).toEqual(["database", "certificates"]);
  expect(postgres.volumes).toEqual(["database:/var/lib/postgresql/data"]);
  for (const port of proxy.ports as readonly string[])
    expect(port).toMatch(/:-127\.0\.0\.1:\d+\}:\d+$/);
});

test("several bots fit beside each other: none has a port or a name of its own, and the proxy finds each", () => {
  expect(Object.keys(bot)).not.toContain("ports");
  expect(Object.keys(bot)).not.toContain("container_name");
  expect(read("deploy/Caddyfile")).toContain("dynamic a bot 3000");
});

test("the proxy lets through what platforms call, and neither metrics nor the admin page", () => {
  const [, paths = ""] = /@platforms path (.+)/.exec(read("deploy/Caddyfile")) ?? [];
  expect(paths.split(" ")).toEqual(["/slack/*", "/discord/interactions", "/healthz"]);
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
  const own = ["POSTGRES_PASSWORD", "SITE", "PROXY_PORT", "PROXY_TLS_PORT"];
  const bySdk = ["SHARDING_MANAGER"];
  const shown = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(new Set([...shown, ...bySdk])).toEqual(new Set([...names, ...own]));
});

test("the Kubernetes example keeps an instance while a node is drained, and is scraped", () => {
  const documents = parseAllDocuments(read("deploy/kubernetes.yaml")).map((each) => each.toJS());
  const [deployment, , budget] = documents;
  expect(budget).toMatchObject({
    kind: "PodDisruptionBudget",
    spec: { maxUnavailable: 1, selector: deployment.spec.selector },
  });
  expect(deployment.spec.template.metadata.annotations).toMatchObject({
    "prometheus.io/port": String(
      deployment.spec.template.spec.containers[0].ports[0].containerPort,
    ),
    "prometheus.io/path": "/metrics",
  });
});

test("the Render blueprint waits for readiness and asks for tokens instead of holding them", () => {
  const [service] = parse(read("deploy/render.yaml")).services;
  expect(service).toMatchObject({ healthCheckPath: "/readyz", runtime: "docker" });
  const held = service.envVars.filter((each: object) => "value" in each);
  expect(held.map(({ key }: { key: string }) => key)).toEqual(["PORT"]);
});

test("every variable that a recipe sets is one that the bot reads", () => {
  const known = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
  const render = [...read("deploy/render.yaml").matchAll(/key: ([A-Z_]+)/g)];
  const fly = [...read("deploy/fly.toml").matchAll(/^ {2}([A-Z_]+) = /gm)];
  for (const [, name] of [...render, ...fly]) expect(known).toContain(name);
  expect(fly.length).toBeGreaterThan(0);
});

test("under systemd a copy of .env.example keeps its data where it may be written", () => {
  const unit = read("deploy/tl-advise.service");
  const [, state] = /^StateDirectory=(.+)$/m.exec(unit) ?? [];
  expect(unit).toContain(`\nWorkingDirectory=%S/${state}\n`);
  expect(read(".env.example")).toMatch(/^DATABASE_URL=$/m);
});

test("the version of package.json is the newest in CHANGELOG.md", () => {
  const [, newest] = /^## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$/m.exec(read("CHANGELOG.md")) ?? [];
  expect(newest).toBe(JSON.parse(read("package.json")).version);
});

test.each(["ci", "release", "code-scanning"])(
  "the workflow %s has the rights that it needs, step by step, and a limit",
  (name) => {
    const workflow = parse(read(`.github/workflows/${name}.yml`));
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const job of Object.values<Record<string, unknown>>(workflow.jobs))
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  },
);

test("a release has provenance, and its scripts exist", () => {
  const workflow = read(".github/workflows/release.yml");
  expect(workflow).toContain("attest-build-provenance");
  const { scripts } = JSON.parse(read("package.json"));
  for (const file of ["ci", "release"])
    for (const [, script] of read(`.github/workflows/${file}.yml`).matchAll(/npm run (\S+)/g))
      expect(Object.keys(scripts)).toContain(script);
});

test("docs/configuration.md explains every variable of .env.example that the bot reads", () => {
  const shown = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name = ""]) => name);
  const page = read("docs/configuration.md");
  const byCompose = ["POSTGRES_PASSWORD", "SITE", "PROXY_PORT", "PROXY_TLS_PORT"];
  expect(
    shown.filter((name) => !byCompose.includes(name) && !page.includes(`\`${name}\``)),
  ).toEqual([]);
});

test("every file that docs/operations.md names is there", () => {
  const links = [...read("docs/operations.md").matchAll(/\]\(\.\.\/([^)#]+)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, path = ""] of links) expect(read(path)).not.toBe("");
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
