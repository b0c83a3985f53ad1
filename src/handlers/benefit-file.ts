import type { AgreementRecord } from '../data/agreement-record.ts';
import { benefitReport } from '../data/benefit-report.ts';
import type { Asking } from '../data/benefit-rules.ts';
import { benefitTable } from '../data/benefit-table.ts';
import { type Filter, openRulebook, passes } from '../data/benefit-totals.ts';
import type { Benefit } from '../data/benefits.ts';
import { protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { type Asked, askedIn, inWordsOf, readAsked, writeAsked } from './benefit-filter.ts';
import { personNamed } from './benefit-parts.ts';
import { agreementCarried, agreementOfSentence, refusal } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import type { Clock, Handler } from './handler.ts';
import { type Button, type DocumentContents, type Message, message } from './reply.ts';

/** As what the log is given: a page for a board, or every entry in a sheet. */
type Format = DocumentContents['as'];
const FORMATS: readonly Format[] = ['html', 'md', 'csv', 'xlsx'];

/** Above this many entries a sheet is CSV, which Excel opens too: making a workbook would hold up everybody else for seconds. */
const WORKBOOK_ROWS_AT_MOST = 5_000;

const POLITE = /^(?:(?:please|hi|hello|and|also|ok|can|could|would|may|will|have|like|want|need|to) |(?:you|i|we)(?:['’]d)? )*/i;
const GIVE = `(?:(?:send|give|email|get|make|produce|create|prepare|show|export|download|print|draw up|generate|do|run)(?: (?:me|us))? )?`;
const ITS = `(?:(?:a|an|the|our|your|this|that|quarterly|annual|yearly|latest|one[- ]page) )*`;
const LOG = `(?:log|benefits?|savings?|entries|disbenefits?|benefits log|log of (?:accrued )?benefits)`;
const SHEET = `(?:spread ?sheets?|excel|xlsx?|csv|workbook)`;
const REPORT = new RegExp(
  String.raw`^${GIVE}${ITS}(?:(?:board(?:['’]s)?|benefits?|savings) (?:report|paper|summary page)|report (?:on|of|about) ${ITS}${LOG}|report for (?:the )?board)\b`,
  'i',
);
const EXPORT = new RegExp(
  String.raw`^(?:${GIVE}${ITS}${LOG}\b.*\b(?:as|in|into|to) ${ITS}(?:${SHEET}|file)|(?:export|download)(?: of)? ${ITS}${LOG}|${GIVE}${ITS}(?:${SHEET}|export)(?: file)?(?: version)?(?: (?:of|with|for) ${ITS}(?:\w+ )?${LOG}|$))`,
  'i',
);

/** A wish for a file is a short sentence; a page of full stops would take seconds to be held against it. */
const WISH_LONGEST = 300;

/** The file of the log that a sentence asks for; null when it asks for none. */
export function fileWished(text: string): Format | null {
  if (text.length > WISH_LONGEST) return null;
  const wish = text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!?]+$/, '')
    .replace(POLITE, '');
  if (EXPORT.test(wish)) return /\bcsv\b/i.test(wish) ? 'csv' : 'xlsx';
  if (!REPORT.test(wish)) return null;
  return /\bmarkdown\b/i.test(wish) ? 'md' : /\bcsv\b/i.test(wish) ? 'csv' : new RegExp(SHEET, 'i').test(wish) ? 'xlsx' : 'html';
}

/** Gives the file that a sentence asks for. */
export const giveFile = (text: string, format: Format): Handler => {
  return async (request, stores, clock) => {
    const found = agreementOfSentence(text, 'benefits', request, stores, clock);
    if (!found.ok) return found.reply;
    return fileMessage(format, askedIn(text, found.asking.agreement, clock.today()), found.asking, stores, clock);
  };
};

/** The same from a button. */
export const benefitFile: Handler = async (request, stores, clock) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { value } = request.act;
  const carried = agreementCarried(value, request, stores, clock);
  if (!carried.ok) return refusal(carried.reason);
  const format = FORMATS.find((one) => one === value.f) ?? 'html';
  return fileMessage(format, readAsked(value).asked, carried.asking, stores, clock);
};

/** The ways to take along what is shown. */
export function fileButtons(agreement: AgreementRecord, asked: Asked): Button[] {
  const value = (format: Format) => ({ ...writeAsked(agreement.id, asked), f: format });
  return [
    { name: 'benefit-file', label: 'Board report', value: value('html') },
    { name: 'benefit-file', label: 'Spreadsheet', value: value('xlsx') },
  ];
}

/** The file, for whoever asked alone: a log is not for everybody in a channel. */
async function fileMessage(format: Format, { filter }: Asked, asking: Asking, stores: Stores, clock: Clock): Promise<Message> {
  const { agreement } = asking;
  const isReport = format === 'html' || format === 'md';
  const { since, until, class: of } = filter;
  // A report has its sections by class; a sheet may hold one class alone.
  const wanted: Filter = {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(isReport || of === undefined ? {} : { class: of }),
  };
  const holds = isReport ? await reportOf(format, wanted, asking, stores, clock) : await tableOf(format, wanted, asking, stores);
  const log = `log of ${theAgreement(agreement)}`;
  const says = `${isReport ? `The board report on the ${log}` : `The ${log} as a spreadsheet`}${inWordsOf({ filter: wanted }, agreement)}.`;
  const period = since === undefined || until === undefined ? '' : `-${since}-to-${until}`;
  const name = `benefits-${agreement.id}${period}.${holds.as}`;
  const again = { button: 'benefit-file' as const, value: { ...writeAsked(agreement.id, { filter: wanted }), f: format } };
  const note =
    holds.as === format ? [] : [{ is: 'paragraph' as const, text: 'As CSV, which Excel opens: the log is too long for a workbook here.' }];
  return message('asker', [{ is: 'heading', text: says }, ...note, { is: 'document', name, says: `File: ${name}`, again, holds }]);
}

async function reportOf(as: 'html' | 'md', wanted: Filter, asking: Asking, stores: Stores, clock: Clock): Promise<DocumentContents> {
  const { agreement, partnership } = asking;
  const rulebook = await openRulebook(protocolsOf(partnership, agreement), stores.approvals);
  return { as, report: await benefitReport(stores.benefits.scan(agreement.id), agreement, rulebook, wanted, clock.today()) };
}

async function tableOf(as: 'csv' | 'xlsx', wanted: Filter, { agreement, partnership }: Asking, stores: Stores): Promise<DocumentContents> {
  const rulebook = await openRulebook(protocolsOf(partnership, agreement), stores.approvals);
  const called = (email: string) => personNamed(email, partnership);
  const table = await benefitTable(only(stores.benefits.scan(agreement.id), wanted), agreement, rulebook, called);
  return { as: table.rows.length > WORKBOOK_ROWS_AT_MOST ? 'csv' : as, table };
}

/** Entries that a filter wants, in whatever state: a sheet holds those withdrawn too, and says so. */
async function* only(pages: AsyncIterable<readonly Benefit[]>, filter: Filter): AsyncGenerator<readonly Benefit[]> {
  for await (const page of pages) yield page.filter((one) => passes({ ...one, state: 'in the log' }, filter));
}
