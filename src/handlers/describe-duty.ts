import type { Duty } from '../data/agreement-record.ts';
import { writeDay, writeMonth } from '../data/days.ts';
import { writeRuleInWords } from '../data/write-rhythm.ts';

/** A duty in a line: what, when (never finer than the document gives it), and its clause. */
export function describeDuty(duty: Duty): string {
  const when = whenInWords(duty);
  return `${duty.what}: ${when} (${duty.ref})`;
}

/** When a duty falls due, as a line: “31 March 2016”, “every month”. */
export function whenInWords({ when }: Duty): string {
  if ('on' in when) return writeDay(when.on);
  if ('month' in when) return writeMonth(when.month);
  if ('financialYear' in when) return `financial year ${when.financialYear}`;
  if ('every' in when)
    return `${writeRuleInWords(when.every)}${when.open === undefined ? '' : `; the ${when.open} is left open`}${forEach(when.each)}`;
  if ('monthsAfter' in when) return `${when.monthsAfter} months after the ${when.open}, which is left open`;
  if ('event' in when) return when.event;
  return when.undated;
}

function forEach(each: string | undefined): string {
  return each === undefined ? '' : `, counted for each ${each} apart`;
}
