import { findPerson, secondmentsOn } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import { dutyList, listLine } from './list-duties.ts';
import { dutiesNow, type OccurrenceNow } from './occurrence-now.ts';
import { showButton } from './reminder-parts.ts';
import type { Button, Part } from './reply.ts';
import type { Request } from './request.ts';

const DATES_SHOWN = 5;

/** What is overdue and what comes next under the agreements somebody works under, for their Home tab. */
export async function homeDuties(request: Request, stores: Stores, clock: Clock): Promise<{ parts: Part[]; buttons: Button[] }> {
  const person = findPerson(stores.partnership, request.asker);
  const ids = person === undefined ? [] : [...new Set(secondmentsOn(person, clock.today()).map((held) => held.agreement))];
  const own = ids.flatMap((id) => stores.agreements.get(id) ?? []);
  if (own.length === 0) return { parts: [], buttons: [] };
  const lists = await Promise.all(
    own.map(async (agreement) => dutyList(await dutiesNow(agreement, stores), stores.partnership, clock.today())),
  );
  const overdue = inOrder(lists.flatMap((list) => list.overdue));
  const ahead = inOrder(lists.flatMap((list) => list.ahead)).slice(0, DATES_SHOWN);
  const none = own.length === 1 ? 'Your agreement has no date still to come.' : 'Your agreements have no date still to come.';
  return {
    parts: [
      { is: 'rule' },
      ...(overdue.length === 0
        ? []
        : [
            { is: 'heading' as const, text: 'Overdue' },
            { is: 'list' as const, items: overdue.map(listLine) },
          ]),
      { is: 'heading', text: 'Next dates' },
      ahead.length > 0 ? { is: 'list', items: ahead.map(listLine) } : { is: 'paragraph', text: none },
    ],
    buttons: [
      ...[...overdue, ...ahead].slice(0, DATES_SHOWN).map(showButton),
      { name: 'list-reminders', label: 'Reminders we set', value: {} },
      { name: 'show-calendar', label: 'Dates in my calendar', value: {} },
    ],
  };
}

function inOrder(all: readonly OccurrenceNow[]): OccurrenceNow[] {
  return all.toSorted((one, other) => one.occurrence.dueOn.localeCompare(other.occurrence.dueOn));
}
