// JavaScript without a static import, so that an older Node can say what it wants. The compile cache is on before the first
// TypeScript file is read: with it nothing has to be stripped of types from the second start on, which saves about 0.1 s and
// 18 MB.
if (Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(
    `tl-advise needs Node 24, but this is Node ${process.versions.node}. Start it through npm (npm start, npm run doctor): after npm ci, npm brings Node 24 with it.\n`,
  );
  process.exitCode = 1;
} else {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  await import("./main.ts");
}
