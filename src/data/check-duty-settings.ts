import type { AgreementRecord, Duty } from './agreement-record.ts';
import type { Agreements } from './agreements.ts';
import { type DayForm, formOf } from './duty-settings.ts';
import { noticeDuties } from './notice-duties.ts';
import { openFormsOf } from './occurrences.ts';
import type { Mistake, Partnership } from './partnership.ts';

/** What is wrong with the settings of duties in a partnership file, seen together with the records they are about. */
export function dutySettingMistakes(file: Partnership, agreements: Agreements): Mistake[] {
  const found: Mistake[] = [];
  const seen = new Set<string>();
  const people = new Set(file.people.map((person) => person.email));
  file.duties.forEach((setting, index) => {
    const at = ['duties', index];
    const agreement = agreements.get(setting.agreement);
    if (agreement === undefined) {
      const known = [...agreements.keys()].join(', ');
      found.push({ path: [...at, 'agreement'], problem: `there is no agreement “${setting.agreement}”`, mend: `Use one of: ${known}.` });
      return;
    }
    for (const who of ['owner', 'senior'] as const) {
      const email = setting[who];
      if (email !== undefined && !people.has(email))
        found.push({
          path: [...at, who],
          problem: `nobody in this file has the address “${email}”`,
          mend: 'Add them under people, or correct it.',
        });
    }
    // A record whose own mistakes are listed already stands here without its parties.
    if (agreement.parties.length === 0) return;
    const duties = [...agreement.duties, ...noticeDuties(agreement)];
    const duty = duties.find((one) => one.id === setting.duty);
    if (duty === undefined) {
      const mend = `Use one of: ${duties.map((one) => one.id).join(', ')}.`;
      found.push({ path: [...at, 'duty'], problem: `${setting.agreement} has no duty “${setting.duty}”`, mend });
      return;
    }
    const name = `${setting.agreement} ${setting.duty}`;
    if (seen.has(name))
      found.push({ path: [...at, 'duty'], problem: `the duty “${setting.duty}” stands twice`, mend: 'Keep one of the two entries.' });
    seen.add(name);
    if (setting.day !== undefined)
      found.push(...dayMistakes(duty, setting.day, agreement).map((one) => ({ ...one, path: [...at, 'day'] })));
  });
  return found;
}

const EXAMPLES: Record<DayForm, string> = {
  'day of the month': 'a day of the month such as 10 or last',
  'day of the week': 'a day of the week such as Monday',
  'day of the year': 'a day of the year such as 03-31',
  day: 'a whole date such as 2016-04-01',
};

/** What is wrong with a day given for a duty; empty when it settles what the duty leaves open. */
export function dayMistakes(duty: Duty, day: string, agreement: AgreementRecord): { problem: string; mend: string }[] {
  const forms = openFormsOf(duty, agreement);
  if (forms.length === 0) return [{ problem: `the duty “${duty.id}” leaves no day open`, mend: 'Take the day away.' }];
  const form = formOf(day);
  if (form !== undefined && forms.includes(form)) return [];
  return [{ problem: `“${day}” does not settle the day of “${duty.id}”`, mend: daysToGive(forms) }];
}

/** What to write for a day of one of these forms, as a sentence. */
export function daysToGive(forms: readonly DayForm[]): string {
  return `Give ${forms.map((one) => EXAMPLES[one]).join(', or ')}.`;
}
