import type { Draft } from './clause-draft.ts';
import { readDefinition } from './definition-line.ts';
import type { Paragraph } from './document.ts';
import { addDraft, addItem, current, startSection, type Walk } from './gather-walk.ts';

/** “The parties to this MoU are:” and what follows it. */
const NAMES_PARTIES = /^the (?:parties|partners) to this [\w ]{3,40} are\s*[:;]/i;
/** “Year 1 (2005/06): …” among the words of a clause. */
const STAGE = /^((?:Year|Phase|Stage|Step) (?:\d{1,2}|One|Two|Three|Four|Five))\b[^.:]{0,24}:\s/;

/** Takes words without a number: a definition, the parties, a clause of their own, or the rest of the clause before. */
export function gatherSentence(walk: Walk, paragraph: Paragraph): void {
  const { text } = paragraph;
  const under = current(walk);
  const definition = readDefinition(text, under === undefined ? (walk.section?.heading ?? '') : headingOver(under));
  const stage = under === undefined ? undefined : STAGE.exec(text)?.[1];
  if (definition !== undefined) addDraft(walk, 'named', { ref: `“${definition}”`, within: under, text }, paragraph);
  else if (under === undefined) gatherLoose(walk, paragraph);
  else if (stage !== undefined) addDraft(walk, 'named', { ref: stage, within: clauseAround(walk, paragraph, under), text }, paragraph);
  else clauseAround(walk, paragraph, under).texts.push(text);
}

/** The heading of a clause, or of the one it stands under. */
export function headingOver(draft: Draft): string {
  return draft.heading ?? (draft.within === undefined ? (draft.section?.heading ?? '') : headingOver(draft.within));
}

/** Words under no number. */
function gatherLoose(walk: Walk, paragraph: Paragraph): void {
  const { text } = paragraph;
  if (NAMES_PARTIES.test(text)) {
    startSection(walk, 'Parties', 'parties');
    walk.loose = addDraft(walk, 'named', { ref: 'Parties', text }, paragraph);
  } else if (walk.section?.is === 'parties' && walk.loose !== undefined) walk.loose.texts.push(text);
  else addItem(walk, text, paragraph);
}

/** Words after a list belong to the clause that holds the list, unless they are set in as far as its item. */
function clauseAround(walk: Walk, { depth }: Paragraph, item: Draft): Draft {
  if (depth !== undefined && depth > 0 && depth === item.depth) return item;
  const ref = walk.numbering.closeLists();
  return (ref === undefined ? undefined : walk.open.get(ref)) ?? item;
}

/** Takes a bullet: of the clause before it, of the bullet before it, or of its section. */
export function gatherBullet(walk: Walk, text: string, paragraph: Paragraph): void {
  const last = walk.drafts.at(-1);
  const under = current(walk) ?? (walk.loose !== undefined && /:-?$/.test(walk.loose.texts.at(-1) ?? '') ? walk.loose : undefined);
  if (last !== undefined && (last.sort === 'bullet' || last.bulleted) && isNested(text, paragraph, last)) {
    last.texts.push(text);
    last.holdsDeeper ||= paragraph.depth !== last.depth;
  } else if (under === undefined || under.sort === 'bullet') {
    addItem(walk, text, paragraph).bulleted = true;
    walk.loose = undefined;
  } else {
    under.bullets += 1;
    addDraft(walk, 'bullet', { position: under.bullets, within: under, text }, paragraph);
  }
}

/** A bullet within a bullet: set in further, or a small beginning after a colon. */
function isNested(text: string, { depth }: Paragraph, bullet: Draft): boolean {
  if (depth !== undefined && bullet.depth !== undefined && depth !== bullet.depth) return depth > bullet.depth;
  if (bullet.holdsDeeper) return false;
  const opened = /:$/.test(bullet.texts[0]!) && /^\p{Lu}/u.test(bullet.texts[0]!);
  return opened && /^\p{Ll}/u.test(text);
}
