import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTranscripts, type Transcript } from "../conversations/transcript.ts";

const FOLDER = join(import.meta.dirname, "../conversations");

/** A transcript of the community's features. Those whose title begins with `Admin:` are an admin's. */
export type CommunityTranscript = Transcript & {
  readonly language: "en" | "ja";
  readonly admin: boolean;
};

/** All of them: what the dialogue alone answers (where it can do so on a platform too), and what needs the office. */
export const TRANSCRIPTS: readonly CommunityTranscript[] = [FOLDER, join(FOLDER, "admin")]
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith("community."))
      .flatMap((name) =>
        parseTranscripts(readFileSync(join(folder, name), "utf8")).map((transcript) => ({
          ...transcript,
          language: name.includes(".ja.") ? ("ja" as const) : ("en" as const),
          admin: transcript.title.startsWith("Admin:"),
        })),
      ),
  )
  .filter(({ acts }) => acts.every(({ expected }) => expected.about !== "office"));
