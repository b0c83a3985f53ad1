const OF_DEFINITIONS = /\b(?:definitions?|interpretation|defined terms|glossary|meanings?)\b/i;
const QUOTED = /^[“"‘']([^”"’']{2,80})[”"’']\s*(?:\([^)]{1,60}\)\s*)?(?:means?|shall|has|have|is|are|refers?|includes?|:|–|-|—)/;
const BARE =
  /^((?:\p{Lu}|[12]\d{3} (?=\p{Lu}))[\p{L}\p{N} /&’'()-]{1,60}?)\s*(?::\s*)?\b(?:means?|has the (?:same )?meaning|shall mean|refers to)\b/u;

/** Whether a heading announces definitions. */
export function isOfDefinitions(heading: string): boolean {
  return OF_DEFINITIONS.test(heading);
}

/** The term that a paragraph under a heading of definitions defines: “Pooled Fund”. */
export function readDefinition(text: string, heading: string): string | undefined {
  if (!isOfDefinitions(heading)) return undefined;
  return (QUOTED.exec(text) ?? BARE.exec(text))?.[1]?.trim();
}
