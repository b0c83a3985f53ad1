import type { AgreementRecord } from '../data/agreement-record.ts';
import { writeDay } from '../data/days.ts';
import { mayTend } from '../data/duty-rules.ts';
import { partIn, partsOf } from '../data/occurrence-events.ts';
import { writeDue } from '../data/occurrences.ts';
import { financialYearOf } from '../data/period.ts';
import { dueBetween, type SettledDuty } from '../data/settled-duties.ts';
import type { Stores } from '../data/stores.ts';
import { refusal } from './benefit-request.ts';
import { theAgreement } from './cite.ts';
import { carriedBy, tendingUnder } from './duty-request.ts';
import type { Clock, Handler } from './handler.ts';
import { asItStands, asTheDocumentSays, type DutiesNow, dutiesNow, type OccurrenceNow, occurrenceNamed } from './occurrence-now.ts';
import { personInWords, showButton } from './reminder-parts.ts';
import { type Button, type Message, message, type Part } from './reply.ts';
import type { Request } from './request.ts';
import { choiceOfAgreement, whichAgreement } from './which-agreement.ts';

/** With more areas than this, they are the lines of the table and not its columns. */
const AREAS_IN_COLUMNS = 6;
const BUTTONS_SHOWN = 12;

/** “How far is the programme?”: everything of an agreement that has several parts or areas, by financial year, and how much of it is done. */
export const tellProgramme: Handler = async (request, stores, clock) => {
  const text = request.act.is === 'said' ? request.act.text : '';
  const scope = whichAgreement(text, request, stores, clock);
  const ids = (scope.is === 'one' ? [scope.agreement] : scope.agreements).filter((id) => hasProgramme(id, stores));
  const audience = request.public ? 'room' : 'asker';
  const [only, another] = ids;
  if (only === undefined) return refusal('None of these agreements has a programme with several parts and a date.');
  if (another === undefined) return overview(stores.agreements.get(only)!, request, stores, clock, audience);
  const choices = choiceOfAgreement('', stores.agreements, ids).map((button) => ({ ...button, name: 'show-programme' as const }));
  return message(audience, [{ is: 'heading', text: 'Which programme?' }], choices);
};

/** The programme of an agreement, or the grid of one thing in it, from a button. */
export const showProgramme: Handler = async (request, stores, clock) => {
  const value = carriedBy(request);
  const agreement = stores.agreements.get(value?.a ?? '');
  if (value === undefined || agreement === undefined) return refusal('That agreement is not held here any more.');
  if (value.d === undefined) return overview(agreement, request, stores, clock, 'asker');
  const known = await knownTo(agreement, request, stores, clock);
  const now = occurrenceNamed({ duty: value.d, key: value.o ?? '' }, known, stores, clock);
  return now === undefined ? refusal('That is no part of the programme any more.') : grid(now, request, stores, clock);
};

/** Whether an agreement has a programme: by its record alone, so that a sentence can be told apart quickly. */
export function hasProgramme(id: string, { agreements }: Pick<Stores, 'agreements'>): boolean {
  return (agreements.get(id)?.duties ?? []).some(({ kind, allOf, over }) => isOfProgramme(kind, allOf.length + over.length));
}

function isOfProgramme(kind: SettledDuty['duty']['kind'], parts: number): boolean {
  return kind === 'programme' || (kind === 'milestone' && parts > 1);
}

/** What the programme consists of: what has parts and a date of its own. */
function programmeOf(known: DutiesNow, stores: Stores, clock: Clock): OccurrenceNow[] {
  return known.duties
    .filter(({ duty, areas, schedule }) => schedule.is === 'once' && isOfProgramme(duty.kind, duty.allOf.length + areas.length))
    .flatMap((settled) =>
      dueBetween(settled, known.settings, '0001-01-01', '9999-12-31').map((one) =>
        asItStands(settled, one, known, stores.partnership, clock.today()),
      ),
    )
    .sort((one, other) => one.occurrence.dueOn.localeCompare(other.occurrence.dueOn));
}

/** What the asker may know of it: what became of it is for those who work under the agreement. */
async function knownTo(agreement: AgreementRecord, request: Request, stores: Stores, clock: Clock): Promise<DutiesNow> {
  const known = await dutiesNow(agreement, stores);
  return mayTend(tendingUnder(agreement, request, stores, clock), null).ok ? known : asTheDocumentSays(known);
}

async function overview(
  agreement: AgreementRecord,
  request: Request,
  stores: Stores,
  clock: Clock,
  audience: Message['audience'],
): Promise<Message> {
  const all = programmeOf(await knownTo(agreement, request, stores, clock), stores, clock);
  if (all.length === 0) return refusal(`${theAgreement(agreement, true)} has no programme with a date.`);
  const years = Map.groupBy(all, ({ occurrence }) => financialYearOf(occurrence.dueOn));
  const parts = [...years].flatMap(([year, those]): Part[] => [
    { is: 'paragraph', text: `${year}: ${countOf(those)}` },
    { is: 'list', items: those.map(lineOf) },
  ]);
  const caveat = agreement.standing.dutyCaveat;
  return message(
    audience,
    [
      { is: 'heading', text: `${theAgreement(agreement, true)}: how far the programme is` },
      ...parts,
      ...(caveat === null ? [] : [{ is: 'paragraph' as const, text: caveat, tone: 'quiet' as const }]),
    ],
    all.slice(0, BUTTONS_SHOWN).map((now) => ({ ...showButton(now), name: 'show-programme' as const })),
  );
}

function lineOf(now: OccurrenceNow): string {
  const { settled, occurrence, today, standing } = now;
  const late = standing.done === null && occurrence.dueOn < today ? ', which has passed' : '';
  return `${settled.duty.what}: ${countOf([now])}, due ${occurrence.precision === 'day' ? '' : 'in '}${writeDue(occurrence)}${late} (${settled.duty.ref})`;
}

/** “3 of 9 done”. */
function countOf(all: readonly OccurrenceNow[]): string {
  const states = all.flatMap(({ standing }) => [...standing.parts.values()]);
  return `${states.filter((one) => one !== null).length} of ${states.length} done`;
}

function grid(now: OccurrenceNow, request: Request, stores: Stores, clock: Clock): Message {
  const { agreement, settled, occurrence, standing } = now;
  const may = mayTend(tendingUnder(agreement, request, stores, clock), null).ok;
  const { note } = settled.duty;
  const value = { a: agreement.id, d: occurrence.duty, o: occurrence.key };
  const any = [...standing.parts.values()].some((one) => one !== null);
  const buttons: Button[] = [
    ...(may && standing.done === null
      ? [{ name: 'done-duty' as const, label: 'Mark one as done', value, style: 'primary' as const, opensForm: true as const }]
      : []),
    ...(may && any ? [{ name: 'reopen-duty' as const, label: 'Reopen one, with a reason', value, opensForm: true as const }] : []),
    { name: 'show-programme', label: 'See the whole programme', value: { a: agreement.id } },
  ];
  return message(
    'asker',
    [
      { is: 'heading', text: `${settled.duty.what}: ${countOf([now])}` },
      {
        is: 'paragraph',
        text: `Due ${occurrence.precision === 'day' ? '' : 'in '}${writeDue(occurrence)}. ${agreement.name}, ${settled.duty.ref}.`,
      },
      tableOf(now),
      ...(note === undefined || settled.areas.length > 0 ? [] : [{ is: 'paragraph' as const, text: note, tone: 'quiet' as const }]),
    ],
    buttons,
  );
}

/** Things by areas, with what is open; a thing alone, or an area alone, has a line each. */
function tableOf(now: OccurrenceNow): Part {
  const { settled } = now;
  const { areas, duty } = settled;
  const things = duty.allOf;
  if (areas.length === 0 || things.length === 0)
    return {
      is: 'table',
      columns: [areas.length > 0 ? 'Area' : 'What', 'State'],
      rows: partsOf(settled).map((part) => [part === '' ? duty.what : part, stateInWords(part, now)]),
    };
  if (areas.length <= AREAS_IN_COLUMNS)
    return {
      is: 'table',
      columns: ['What', ...areas],
      rows: things.map((thing) => [thing, ...areas.map((area) => stateInWords(partIn(area, thing), now))]),
    };
  return {
    is: 'table',
    columns: ['Area', 'Done', 'Open'],
    rows: areas.map((area) => {
      const open = things.filter((thing) => now.standing.parts.get(partIn(area, thing)) === null);
      return [area, `${things.length - open.length} of ${things.length}`, open.length === 0 ? 'Nothing' : open.join('; ')];
    }),
  };
}

function stateInWords(part: string, { standing, partnership }: OccurrenceNow): string {
  const done = standing.parts.get(part) ?? null;
  if (done === null) return 'Open';
  return `Done ${writeDay(done.onDay)}, ${personInWords(done.by, partnership)}${done.note === undefined ? '' : `: “${done.note}”`}`;
}
