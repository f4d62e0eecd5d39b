/** The sentences of a text in house markup, each with the citations that follow it. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[。！？](?:\s*\[@\w+\])*)(?!\s*\[@)|(?<=[.!?](?:\s*\[@\w+\])*)\s+(?=[A-Z“"(\d`*])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
