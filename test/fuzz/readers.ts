import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readConfig, SAMPLE_PARTNERSHIP, VARIABLES } from '../../src/bot/config.ts';
import { openDocument } from '../../src/bot/documents/open-document.ts';
import { DocumentRefused } from '../../src/bot/documents/refusal.ts';
import { readText } from '../../src/bot/documents/text.ts';
import { isSlackPayload } from '../../src/bot/slack/gate.ts';
import { read as readSlack } from '../../src/bot/slack/read.ts';
import {
  isFromMenu,
  isPersonal,
  readActivity,
  read as readTeams,
  roomOf,
  threadOf,
  wasAdded,
  wasRemoved,
} from '../../src/bot/teams/read.ts';
import { agreementRecord } from '../../src/data/agreement-record.ts';
import { BUNDLED_AGREEMENTS } from '../../src/data/agreements.ts';
import { isDay } from '../../src/data/days.ts';
import { durationsIn } from '../../src/data/durations-in-words.ts';
import { readKeys, readReference } from '../../src/data/issue-keys.ts';
import { readMoney, writeMoney } from '../../src/data/money.ts';
import { partnershipFile } from '../../src/data/partnership.ts';
import { writePeriod } from '../../src/data/period.ts';
import { readBenefit } from '../../src/data/read-benefit.ts';
import { readClauses } from '../../src/data/read-clauses.ts';
import { readComingDay } from '../../src/data/read-coming-day.ts';
import { datesIn } from '../../src/data/read-dates-in-words.ts';
import { readOwnReminder } from '../../src/data/read-own-reminder.ts';
import { readPeriod } from '../../src/data/read-period.ts';
import { readRhythm } from '../../src/data/read-rhythm.ts';
import { readYamlText } from '../../src/data/read-yaml.ts';
import { understandAgreement } from '../../src/data/understand-agreement.ts';
import type { Request } from '../../src/handlers/request.ts';
import { command, direct, homeOpened, mention, press, shortcut, submission } from '../bot/slack/payloads.ts';
import { activitiesOf } from '../flows/fake-teams.ts';
import { anyText, HOSTILE, spoiltBytes, spoiltObject, spoiltText, textLike } from './spoilt.ts';

/*
 * Everything that reads what somebody else wrote, and what holds whatever they wrote: it is read, or refused in words. Run with many cases by
 * scripts/fuzz.ts and with a few by fuzz.test.ts.
 */

/** A reader under test, what may be said of any input to it, and its share of the cases. */
export type Fuzzed = { name: string; share: number; property: fc.IRawProperty<unknown> };

const reader = <T>(name: string, share: number, input: fc.Arbitrary<T>, check: (input: T) => void): Fuzzed => ({
  name,
  share,
  property: fc.property(input, check) as fc.IRawProperty<unknown>,
});

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const TODAY = '2026-03-29';
const MONTHS = ['january', 'Feb', 'march', 'September', 'dec'];
const WHEN = [
  '29 February 2015',
  '31/4/2016',
  '2016-02-30',
  'Q3',
  'q5',
  '2015/16',
  '15-16',
  'this',
  'last',
  'next',
  'quarter',
  'year',
  'month',
  'to',
  '-',
  'from',
  'until',
  'the',
  'first',
  'tomorrow',
  'weeks',
  '0',
  '99',
  ...MONTHS,
];
const MONEY = [
  '£',
  '12,400',
  '12.4',
  'k',
  'm',
  'bn',
  '-',
  '(',
  ')',
  '.5',
  '0.005',
  'p',
  'pence',
  'million',
  '€',
  '1,2,3',
  '999999999999',
  'a year',
];
const RHYTHM = [
  'every',
  'each',
  'other',
  '2',
  'weeks',
  'monthly',
  'on',
  'the',
  'last',
  'Friday',
  '31st',
  '5th',
  'of',
  'working day',
  'at',
  '9am',
  '25:00',
  'until',
  'for',
  'times',
  'remind us',
  'to',
  'look at it',
  ...WHEN,
];

const AMOUNTS = ['£12,400.50', '12.4k', '1.2m', '-£300', '(300)', '50p', '£1,234,567 a year', '0', '£0.01'];
const PERIODS = [
  'July to September 2015',
  'Q2 2015/16',
  '2015/16',
  '29 February 2016',
  'last month',
  '2015-07-01 to 2015-09-30',
  '1/7/2015 - 30/9/2015',
  'this year',
];
const DAYS = ['3 May 2026', '3 may', '3/5/2026', '2026-05-03', 'tomorrow', 'next friday', 'in 2 weeks'];
const RHYTHMS = [
  'every quarter',
  'every other Friday at 9am',
  'monthly on the last working day until 31 March 2027',
  'remind us every month to look at the risk share',
  'on 3 May 2026',
];
const BENEFITS = ['we saved £12,400 by sharing the store in Q2 2015/16', 'lost 3k last month on agency staff'];

const isRequest = ({ id, asker, act }: Request) =>
  id !== '' && asker.id !== '' && typeof act.is === 'string' && (act.is !== 'said' || typeof act.text === 'string');

const slackSamples = [
  mention(),
  direct(),
  homeOpened('home'),
  command('ask how much notice'),
  press('rate', { answer: '1' }),
  shortcut('log-benefit', 'saved £5'),
  submission('log-benefit', '{}', { what: { type: 'plain_text_input', value: 'x' } }),
];
const said = activitiesOf('http://127.0.0.1:1/');
const teamsSamples = [
  said.says('personal', 'm1', 'how much notice?'),
  said.says('channel', 'c1', 'review?'),
  said.presses('group', 'p1', 'rate', { answer: '1' }),
  said.fetches('personal', 'f1', { name: 'log-benefit' }),
  said.submits('channel', 's1', { form: 'log-benefit' }),
  said.chooses('channel', 'x1', 'log-benefit', '<p>saved &amp; done</p>'),
];

const YAML = [
  readFileSync(SAMPLE_PARTNERSHIP, 'utf8'),
  readFileSync(join(BUNDLED_AGREEMENTS, 'purbeck.yaml'), 'utf8').slice(0, 4_000),
  'a: &x [*x, *x]\n',
  '%YAML 1.1\n---\n? - a\n: !!binary x\n',
];
const samples = join(import.meta.dirname, '..', '..', 'docs', 'samples');
const DOCUMENT = readFileSync(join(samples, 'memorandum.md'), 'utf8');
const FILES = ['docx', 'odt'].map((ending) => new Uint8Array(readFileSync(join(samples, `memorandum.${ending}`))));

export const READERS: readonly Fuzzed[] = [
  reader('a Slack payload', 0.2, spoiltObject(slackSamples), (body) => {
    if (!isSlackPayload(body)) return;
    const reading = readSlack(body);
    must(reading === null || isRequest(reading.request), 'not a request');
  }),
  reader('an activity of Teams', 0.15, spoiltObject(teamsSamples), (body) => {
    const activity = readActivity(body);
    if (activity === null) return;
    for (const look of [wasAdded, wasRemoved, isFromMenu, isPersonal, roomOf, threadOf]) look(activity);
    const reading = readTeams(activity);
    must(reading === null || isRequest(reading.request), 'not a request');
  }),
  reader('an amount', 0.15, textLike(AMOUNTS, MONEY), (text) => {
    const read = readMoney(text);
    if (!read.ok) return must(read.problem.length > 10, 'refused without a word');
    must(Number.isSafeInteger(read.value), 'not a whole number of pence');
    const again = readMoney(writeMoney(read.value));
    must(again.ok && again.value === read.value, 'written and read it is another amount');
  }),
  reader('a period', 0.1, textLike(PERIODS, WHEN), (text) => {
    const read = readPeriod(text, TODAY);
    if (!read.ok) return must(read.problem.length > 10, 'refused without a word');
    must(isDay(read.value.from) && isDay(read.value.to) && read.value.from <= read.value.to, 'not a period');
    const again = readPeriod(writePeriod(read.value), TODAY);
    must(again.ok && again.value.from === read.value.from && again.value.to === read.value.to, 'written and read it is another period');
  }),
  reader('a coming day', 0.05, textLike(DAYS, WHEN), (text) => {
    const read = readComingDay(text, TODAY);
    must(read === null || read.is !== 'day' || isDay(read.on), 'not a day');
  }),
  reader(
    'dates and durations in a clause',
    0.05,
    anyText([...WHEN, 'not less than', 'six months’', 'twenty-eight days', 'the first anniversary']),
    (text) => {
      for (const found of datesIn(text)) must(found.is !== 'day' || isDay(found.on), 'not a day');
      durationsIn(text);
    },
  ),
  reader('a rhythm', 0.05, textLike(RHYTHMS, RHYTHM), (text) => {
    const read = readRhythm(text, TODAY);
    must(read.ok || read.problem.length > 10, 'refused without a word');
    readOwnReminder(text, TODAY);
  }),
  reader(
    'a benefit in a sentence',
    0.05,
    textLike(BENEFITS, [...MONEY, ...WHEN, 'saved', 'lost', 'by', 'sharing', 'the store', 'cashable']),
    (text) => void readBenefit(text, TODAY),
  ),
  reader('a partnership or an agreement in YAML', 0.05, spoiltText(YAML), (text) => {
    const lines = text.split('\n').length;
    for (const schema of [partnershipFile, agreementRecord]) {
      const read = readYamlText<unknown>('x.yaml', text, schema);
      if (read.ok) continue;
      must(read.problems.length > 0, 'refused without a problem');
      for (const { line, problem, mend } of read.problems)
        must(line >= 1 && line <= lines && problem !== '' && mend !== '', `a problem at line ${line} of ${lines}`);
    }
  }),
  reader(
    'the text of a document',
    0.02,
    fc.oneof(spoiltText([DOCUMENT]), anyText(['1.', '1.1', '(a)', '(iv)', 'Schedule 2', '\n\n', 'notice', '40%'])),
    (text) => {
      const { title, clauses } = readClauses(readText(text));
      must(new Set(clauses.map(({ ref, part }) => `${part} ${ref}`)).size === clauses.length, 'two clauses with one reference');
      understandAgreement({ title, clauses });
    },
  ),
  reader(
    'the environment',
    0.03,
    fc.dictionary(fc.constantFrom(...VARIABLES), fc.constantFrom(...HOSTILE, 'xoxb-1', 'postgres://a', 'sqlite:', '3978', 'on'), {
      maxKeys: 6,
    }),
    (env) => {
      const read = readConfig(env);
      must(
        read.ok || read.problems.every((problem) => /^[A-Z].*\.$/s.test(problem) || problem.startsWith('MicrosoftApp')),
        'refused without a sentence',
      );
    },
  ),
  reader('a key and a reference', 0.05, anyText(['E-7QK2M9', 'e7qk2m9', ',', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=']), (text) => {
    const keys = readKeys(text);
    must(keys.ok ? keys.keys.every((key) => key.length === 32) : keys.problem.length > 10, 'not a key');
    const reference = readReference(text);
    must(reference === null || readReference(reference) === reference, 'read again it is another reference');
  }),
  {
    name: 'a document in a file',
    share: 0.02,
    property: fc.asyncProperty(fc.oneof(spoiltBytes(FILES), fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      try {
        readClauses(await openDocument(bytes));
      } catch (error) {
        if (!(error instanceof DocumentRefused)) throw error;
        must(/^[A-Z“].*\.$/s.test(error.sentence), 'refused without a sentence');
      }
    }) as fc.IRawProperty<unknown>,
  },
];

/** How many of so many cases a reader has. */
export function casesFor({ share }: Fuzzed, all: number): number {
  return Math.max(5, Math.round(all * share));
}
