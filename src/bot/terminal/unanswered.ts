import { writeDay } from '../../data/days.ts';
import type { Rating } from '../../data/ratings.ts';
import { makeStores } from '../../data/stores.ts';
import type { UnansweredQuestion } from '../../data/unanswered.ts';
import { KEPT_AT_MOST, LISTED_AT_MOST } from './limits.ts';
import { openKept } from './open-kept.ts';
import { agreementCalled } from './open-knowledge.ts';
import { quiet } from './render.ts';
import { count, DONE, type Terminal } from './terminal.ts';

type Kept = { unanswered: UnansweredQuestion[]; notHelpful: Rating[] };

/**
 * `accord unanswered`: what people asked that no clause answers, and the answers they marked as not helpful, newest first, from the
 * configured store. No name is kept with either. @returns the exit code
 */
export async function unanswered(options: { agreement?: string; json?: true }, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  if (options.agreement !== undefined) agreementCalled(options.agreement, knowledge);
  const kept = await readKept(config.storeUrl, options.agreement, knowledge);
  await terminal.out(options.json ? `${JSON.stringify(kept)}\n` : quiet(inWords(kept, (id) => knowledge.agreements.get(id)?.name ?? id)));
  return DONE;
}

async function readKept(storeUrl: string, agreement: string | undefined, knowledge: Parameters<typeof makeStores>[1]): Promise<Kept> {
  const store = await openKept(storeUrl);
  try {
    const stores = makeStores(store, knowledge);
    const under = agreement === undefined ? [] : [agreement];
    const ratings = await stores.ratings.list(under, KEPT_AT_MOST);
    return {
      unanswered: newestFirst(await stores.unanswered.list(under, KEPT_AT_MOST)),
      notHelpful: newestFirst(ratings.filter((rating) => !rating.helpful)),
    };
  } finally {
    await store.close();
  }
}

function newestFirst<T extends { at: string }>(kept: readonly T[]): T[] {
  return kept.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function inWords({ unanswered: questions, notHelpful }: Kept, nameOf: (agreement: string) => string): string {
  const day = (at: string) => writeDay(at.slice(0, 10));
  const lines = [
    questions.length === 0
      ? 'No question has gone unanswered.'
      : `${count(questions.length, 'question')} nobody could answer, newest first:`,
    ...shorten(
      questions.map(
        ({ question, agreement, nearest, at }) =>
          `- “${oneLine(question)}” (${nameOf(agreement)}, ${day(at)}${nearest === null ? '' : `; nearest: ${nearest}`})`,
      ),
    ),
    notHelpful.length === 0 ? 'No answer has been marked as not helpful.' : `${count(notHelpful.length, 'answer')} marked as not helpful:`,
    ...shorten(
      notHelpful.map(
        ({ question, agreement, refs, wanted, at }) =>
          `- “${oneLine(question)}” was answered with ${refs.join(', ')} (${nameOf(agreement)}, ${day(at)})${wanted === undefined ? '' : `. Wanted: ${oneLine(wanted)}`}`,
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function shorten(lines: readonly string[]): string[] {
  if (lines.length <= LISTED_AT_MOST) return [...lines];
  return [...lines.slice(0, LISTED_AT_MOST), `… and ${lines.length - LISTED_AT_MOST} more: --json lists them all.`];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
