import { defineConfig } from "vitest/config";

/** Pure tests: no processes, no servers, no pictures. They share their modules, so that the content is loaded once a worker. */
const FAST = [
  "test/*.test.ts",
  "test/{advice,nlu,dialogue,knowledge,recipes}/**/*.test.ts",
  "test/app/config.test.ts",
  "test/cli/setup/env-file.test.ts",
  "test/observability/{log,dashboards}.test.ts",
  "test/runtime/usage.test.ts",
  "test/store/saved.test.ts",
];

/** Pure too, but over all values or all files: seconds each. */
const EXHAUSTIVE = [
  "test/advice/{recommend,training/cost,training/ladder,alternatives/why-not}.test.ts",
  "test/app/config.property.test.ts",
  "test/dialogue/{action-codec,advice-code,conversations}.test.ts",
  "test/knowledge/{load,model}.test.ts",
  "test/recipes/recipe.test.ts",
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "fast", include: FAST, exclude: EXHAUSTIVE, isolate: false } },
      { extends: true, test: { name: "exhaustive", include: EXHAUSTIVE, isolate: false } },
      {
        extends: true,
        test: {
          name: "real",
          include: ["test/**/*.test.ts"],
          exclude: [...FAST, ...EXHAUSTIVE],
        },
      },
    ],
  },
});
