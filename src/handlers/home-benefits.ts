import { type Approval, mayDecide } from '../data/approvals.ts';
import { mayKeep, mayLog, mayRead, mayVerify, partnersLedBy } from '../data/benefit-rules.ts';
import { addUp, openRulebook, sumOf } from '../data/benefit-totals.ts';
import type { Benefit } from '../data/benefits.ts';
import { writeDay } from '../data/days.ts';
import { writeMoney } from '../data/money.ts';
import { type Protocol, protocolsOf } from '../data/protocols.ts';
import type { Stores } from '../data/stores.ts';
import { lineOf } from './benefit-parts.ts';
import { askingUnder } from './benefit-request.ts';
import type { Clock } from './handler.ts';
import type { Button, Part } from './reply.ts';
import type { Request } from './request.ts';

/** What awaits one person is shown up to here; how much more there is, is said. */
const SHOWN = 5;

/** The running total of each log this person may read, and what in it awaits them. */
export async function homeBenefits(request: Request, stores: Stores, clock: Clock): Promise<{ parts: Part[]; buttons: Button[] }> {
  const parts: Part[] = [];
  const buttons: Button[] = [];
  for (const agreement of stores.agreements.values()) {
    const asking = askingUnder(agreement, request, stores, clock);
    if (!mayRead(asking).ok) continue;
    const protocols = protocolsOf(stores.partnership, agreement);
    const rulebook = await openRulebook(protocols, stores.approvals);
    const awaiting: Noted = { count: 0, last: [] };
    // Told once, because the rules make a sentence of every refusal, and a log may hold a hundred thousand entries.
    const [keeps, leads] = [mayLog(asking).ok, partnersLedBy(asking).length > 0];
    const mine = (one: Benefit) =>
      one.state === 'suggested'
        ? keeps && mayKeep(asking, 'accepted', one).ok
        : leads && one.verified === null && mayVerify(asking, one).ok;
    const { cells } = await addUp(noting(stores.benefits.scan(agreement.id), mine, awaiting), rulebook);
    const actual = sumOf(cells, 'actual');
    const waits = [
      ...(await protocolsAwaiting(protocols, rulebook.approvals, asking.person, stores)),
      ...awaiting.last.toReversed().map(lineOf),
      ...(awaiting.count > SHOWN ? [`and ${awaiting.count - SHOWN} more`] : []),
    ];
    parts.push(
      { is: 'rule' },
      { is: 'heading', text: `Benefits, ${agreement.name}` },
      { is: 'paragraph', text: `${writeMoney(actual.pence)} so far, of which ${writeMoney(actual.verifiedPence)} is verified.` },
      ...(waits.length > 0
        ? [
            { is: 'paragraph' as const, text: 'Awaiting you:' },
            { is: 'list' as const, items: waits },
          ]
        : []),
    );
    buttons.push({ name: 'list-benefits', label: `See the log, ${agreement.name}`, value: { a: agreement.id } });
    for (const one of awaiting.last.toReversed())
      buttons.push({ name: 'show-benefit', label: `See ${lineOf(one).split(':')[0]}`, value: { a: agreement.id, n: String(one.number) } });
  }
  return { parts, buttons };
}

/** How many entries await somebody, and the last of them. */
type Noted = { count: number; last: Benefit[] };

/** Passes the entries on, and notes those that await somebody: the log is read once. */
async function* noting(
  pages: AsyncIterable<Benefit[]>,
  awaits: (benefit: Benefit) => boolean,
  noted: Noted,
): AsyncGenerator<readonly Benefit[]> {
  for await (const page of pages) {
    const found = page.filter(awaits);
    noted.count += found.length;
    noted.last = [...noted.last, ...found].slice(-SHOWN);
    yield page;
  }
}

async function protocolsAwaiting(
  protocols: readonly Protocol[],
  approvals: ReadonlyMap<string, Approval>,
  person: Parameters<typeof mayDecide>[0],
  stores: Stores,
): Promise<string[]> {
  const lines: string[] = [];
  for (const protocol of protocols) {
    if (approvals.get(protocol.id)!.is === 'approved') continue;
    const may = mayDecide(person, 'approved', protocol, await stores.approvals.of(protocol), stores.partnership);
    if (may.ok) lines.push(`The gain/share protocol of ${writeDay(protocol.from)}: say “approve the protocol”`);
  }
  return lines;
}
