import { existsSync } from "node:fs";
import { runCommand } from "./cli/commands.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
process.exitCode = await runCommand(process.argv.slice(2));
