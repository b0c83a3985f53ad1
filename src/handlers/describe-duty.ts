import type { AgreementRecord, Duty } from '../data/agreement-record.ts';
import { type Day, writeDay, writeMonth } from '../data/days.ts';

/** A duty in a line: what, when (never finer than the document gives it), and its clause. */
export function describeDuty(duty: Duty): string {
  const when = whenInWords(duty);
  return `${duty.what}: ${when} (${duty.ref})`;
}

function whenInWords({ when }: Duty): string {
  if ('on' in when) return writeDay(when.on);
  if ('month' in when) return writeMonth(when.month);
  if ('financialYear' in when) return `financial year ${when.financialYear}`;
  if ('every' in when) return `${rhythm(when.every)}${when.open === undefined ? '' : `; the ${when.open} is left open`}`;
  if ('event' in when) return when.event;
  return when.undated;
}

function rhythm(rule: string): string {
  const frequency = /FREQ=(\w+)/.exec(rule)?.[1];
  const interval = Number(/INTERVAL=(\d+)/.exec(rule)?.[1] ?? 1);
  const unit = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[frequency ?? ''] ?? 'time';
  return interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
}

/** The duties of an agreement that fall on a known day: those still ahead, soonest first, and those that have passed, latest first. */
export function datedDuties(agreement: AgreementRecord, today: Day): { ahead: Duty[]; passed: Duty[] } {
  const dated = agreement.duties.flatMap((duty) =>
    'on' in duty.when ? [{ duty, on: duty.when.on }] : 'month' in duty.when ? [{ duty, on: `${duty.when.month}-28` }] : [],
  );
  const sorted = dated.sort((a, b) => a.on.localeCompare(b.on));
  return {
    ahead: sorted.filter((one) => one.on >= today).map((one) => one.duty),
    passed: sorted
      .filter((one) => one.on < today)
      .map((one) => one.duty)
      .reverse(),
  };
}
