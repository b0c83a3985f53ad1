import { openBenefitLog } from '../../data/benefit-log.ts';
import type { Verdict } from '../../data/settle-guess.ts';
import { openAgreementFiles } from '../agreement-files.ts';
import { makeClock } from '../clock.ts';
import type { GuessShown, Review } from '../review-draft.ts';
import { makeSetUp, type SetUp, type Step } from '../set-up.ts';
import { openKept } from './open-kept.ts';
import { quiet } from './render.ts';
import { BadInput, count, DONE, type Terminal } from './terminal.ts';

export type ConfirmOptions = { as?: string; accept?: string[]; acceptSure?: true; set?: string[]; at?: string; strike?: string[] };

/**
 * `accord confirm ID`: lists what was read from a document, settles what is named, and confirms the agreement once nothing is left open.
 * Without `--as` it only lists. @returns the exit code @throws BadInput with one sentence on what cannot be done
 */
export async function confirm(id: string, options: ConfirmOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  const store = await openKept(config.storeUrl);
  try {
    const setUp = makeSetUp({
      files: openAgreementFiles(config.importedFolder),
      known: () => knowledge,
      clock: makeClock(config.clockStartsAt),
      benefits: openBenefitLog(store),
      takeUp: async () => undefined,
    });
    if (options.as === undefined && settles(options)) throw new BadInput('Say in whose name with --as, such as --as asha@dbc.example.');
    if (options.as !== undefined) settleAll(setUp, id, options.as, options);
    const { review } = await orRefuse(setUp.review(id));
    if (options.as === undefined || review.open > 0) {
      await terminal.out(quiet(`${listed(review)}${whatNext(review, options.as)}`));
      return DONE;
    }
    const { record } = await orRefuse(setUp.confirm(options.as, id));
    await terminal.out(
      quiet(
        `${record.name} is confirmed. Answers are given from it now; an Accord that is running takes it up within a minute.\nIts partners are called, in the partnership file: ${record.parties.map(({ id: party, name }) => `${party} (${name})`).join(', ')}.\n`,
      ),
    );
    return DONE;
  } finally {
    await store.close();
  }
}

function settles({ accept, acceptSure, set, strike }: ConfirmOptions): boolean {
  return [accept, acceptSure, set, strike].some((one) => one !== undefined);
}

async function orRefuse<T extends object>(step: Promise<Step<T>> | Step<T>): Promise<{ ok: true } & T> {
  const done = await step;
  if (!done.ok) throw new BadInput(done.sentence);
  return done;
}

function settleAll(setUp: SetUp, id: string, as: string, { accept = [], acceptSure, set = [], at, strike = [] }: ConfirmOptions): void {
  const verdicts: [fact: string, Verdict][] = [
    ...accept.map((fact): [string, Verdict] => [fact, { is: 'confirm' }]),
    ...set.map((pair) => correctionOf(pair, at)),
    ...strike.map((fact): [string, Verdict] => [fact, { is: 'strike' }]),
  ];
  for (const [fact, verdict] of verdicts) {
    const done = setUp.settle(as, id, fact, verdict);
    if (!done.ok) throw new BadInput(`${fact}: ${done.sentence}`);
  }
  const allowed = acceptSure ? setUp.settleSure(as, id) : setUp.asked(as);
  if (!allowed.ok) throw new BadInput(allowed.sentence);
}

function correctionOf(pair: string, ref: string | undefined): [string, Verdict] {
  const cut = pair.indexOf('=');
  if (cut < 1) throw new BadInput(`“${pair}” has no “=”: write --set facts.noticeMonths=6.`);
  return [pair.slice(0, cut).trim(), { is: 'correct', value: pair.slice(cut + 1), ...(ref === undefined ? {} : { ref }) }];
}

const SURENESS = { sure: 'said outright', likely: 'worked out', unsure: 'UNSURE: look at this' } as const;

function listed({ name, file, clauses, guesses, newer }: Review): string {
  const lines = guesses.map(
    (guess) =>
      `${mark(guess)} ${guess.fact}\n      ${guess.name}: ${guess.shown}${guess.when ? ` (${guess.when})` : ''}\n      ${guess.ref}: “${shorten(guess.words)}” (${SURENESS[guess.sure]})\n`,
  );
  const changes =
    newer === null
      ? ''
      : `A newer version: ${count(newer.added, 'clause')} added, ${newer.changed} changed, ${newer.gone.length} gone${newer.gone.length > 0 ? ` (${newer.gone.map(({ ref }) => ref).join(', ')})` : ''}.\n${newer.untied.map(({ ref, what }) => `No longer tied to ${ref}: ${what}\n`).join('')}`;
  return `${name}: ${count(clauses.length, 'clause')} read from ${file}.\n${changes}\n${lines.join('')}\n`;
}

const MARKS = { confirmed: '[yes]', corrected: '[set]', 'struck out': '[no] ' } as const;

function mark({ settled }: GuessShown): string {
  return settled === null ? '[   ]' : MARKS[settled];
}

const WORDS_SHOWN = 160;

function shorten(words: string): string {
  return words.length <= WORDS_SHOWN ? words : `${words.slice(0, words.lastIndexOf(' ', WORDS_SHOWN))} …`;
}

function whatNext({ id, open, openSure, missing }: Review, as: string | undefined): string {
  const who = as ?? 'EMAIL';
  const lacking = missing.filter(({ fact }) => !fact.endsWith('.new')).map(({ fact }) => fact);
  return [
    open === 0
      ? 'Everything is looked at.'
      : `${count(open, 'fact')} still to be looked at. Nothing is answered from this agreement until then.`,
    ...(openSure > 0 ? [`Accept the ${openSure} the document says outright:  confirm ${id} --as ${who} --accept-sure`] : []),
    ...(open > 0
      ? [
          `Accept one:   confirm ${id} --as ${who} --accept facts.startsOn`,
          `Correct one:  confirm ${id} --as ${who} --set "facts.noticeMonths=6" --at 7.1`,
          `Strike one:   confirm ${id} --as ${who} --strike facts.posts.0`,
        ]
      : [`Confirm it in your name:  confirm ${id} --as ${who}`]),
    `Not found, and may be added with --set: ${[...lacking, 'parties.new', 'duties.new', 'facts.posts.new', 'facts.shares.new'].join(', ')}.`,
    '',
  ].join('\n');
}
