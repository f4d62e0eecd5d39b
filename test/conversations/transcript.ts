/** One act of a transcript and what the bot makes of it; absent fields are not looked at. */
export type Act = {
  readonly said: string;
  readonly pressed: boolean;
  readonly expected: {
    readonly about: string;
    readonly language?: string;
    /** The question that waits, or `-`. */
    readonly asks?: string;
    /** data, similarity and compute, `-` where there is no answer. */
    readonly facts?: string;
    /** GB of the stated card, or `-`. */
    readonly card?: string;
  };
};

export type Transcript = { readonly title: string; readonly acts: readonly Act[] };

/**
 * Transcripts as text: `# title`, then pairs of lines. `> words` is written, `* label` is pressed (the start of a choice's
 * label); `< about [asks=…] [facts=data similarity compute] [card=GB] [language=…]` is the outcome.
 * @throws when a line is none of these
 */
export function parseTranscripts(text: string): readonly Transcript[] {
  const transcripts: { title: string; acts: Act[] }[] = [];
  let said: { words: string; pressed: boolean } | null = null;
  for (const line of text.split("\n")) {
    const rest = line.slice(2);
    if (line.startsWith("# ")) transcripts.push({ title: rest, acts: [] });
    else if (line.startsWith("> ") || line.startsWith("* "))
      said = { words: rest, pressed: line[0] === "*" };
    else if (line.startsWith("< ") && said) {
      transcripts
        .at(-1)
        ?.acts.push({ said: said.words, pressed: said.pressed, expected: parseExpected(rest) });
      said = null;
    } else if (line.trim() !== "") throw new Error(`Not a line of a transcript: ${line}`);
  }
  return transcripts;
}

function parseExpected(text: string): Act["expected"] {
  const [about = "", ...others] = text.split(/ (?=(?:asks|facts|card|language)=)/);
  return { about, ...Object.fromEntries(others.map((part) => part.split("="))) };
}
