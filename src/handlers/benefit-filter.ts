import type { AgreementRecord } from '../data/agreement-record.ts';
import type { Filter } from '../data/benefit-totals.ts';
import { BENEFIT_CLASSES, type BenefitClass } from '../data/benefits.ts';
import { type Day, isDay } from '../data/days.ts';
import { writePeriod } from '../data/period.ts';
import { readBenefit } from '../data/read-benefit.ts';
import { fullName } from './benefit-parts.ts';
import { partnerNamed } from './benefit-request.ts';
import type { ButtonValue } from './request.ts';

/** Which entries somebody wants to see, and whose part of them. */
export type Asked = { filter: Filter; partner?: string };

/** How people name a class when they narrow what they ask for. */
export const CLASS_WORDS: readonly [BenefitClass, RegExp][] = [
  ['non-cashable', /\bnon[- ]?cashable\b|\bavoid(?:ed|ance)\b/i],
  ['non-financial', /\bnon[- ]?financial\b|\bquality\b|\boutcomes?\b/i],
  ['disbenefit', /\b(?:dis-?benefits?|loss(?:es)?|lost|costs?|negative)\b/i],
  ['cashable', /\bcashable\b/i],
];

/** What a question about the log narrows it to: “non-cashable since April”, “for Dorset CCG”. */
export function askedIn(text: string, agreement: AgreementRecord, today: Day): Asked {
  const { period } = readBenefit(text, today);
  const of = CLASS_WORDS.find(([, words]) => words.test(text))?.[0];
  const partner = partnerNamed(text, agreement);
  return {
    filter: { ...(period === null ? {} : { since: period.from, until: period.to }), ...(of === undefined ? {} : { class: of }) },
    ...(partner === undefined ? {} : { partner }),
  };
}

/** The same as what a button carries, with the number below which to go on with a list. */
export function writeAsked(agreement: string, { filter, partner }: Asked, before?: number): ButtonValue {
  const { since, until, class: of } = filter;
  return {
    a: agreement,
    ...(before === undefined ? {} : { b: String(before) }),
    ...(since === undefined ? {} : { s: since }),
    ...(until === undefined ? {} : { u: until }),
    ...(of === undefined ? {} : { c: of }),
    ...(partner === undefined ? {} : { p: partner }),
  };
}

/** Reads what a button carries; what is not understood narrows nothing. */
export function readAsked(value: ButtonValue): { asked: Asked; before?: number } {
  const of = BENEFIT_CLASSES.find((one) => one === value.c);
  const before = Number(value.b);
  return {
    asked: {
      filter: {
        ...(value.s !== undefined && isDay(value.s) ? { since: value.s } : {}),
        ...(value.u !== undefined && isDay(value.u) ? { until: value.u } : {}),
        ...(of === undefined ? {} : { class: of }),
      },
      ...(value.p === undefined ? {} : { partner: value.p }),
    },
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  };
}

/** `, non-cashable, April to June 2015, for Darlington CCG`; nothing for the whole log. */
export function inWordsOf({ filter, partner }: Asked, agreement: AgreementRecord): string {
  const { since, until, class: of } = filter;
  return [
    ...(of === undefined ? [] : [`, ${of}`]),
    ...(since === undefined || until === undefined ? [] : [`, ${writePeriod({ from: since, to: until })}`]),
    ...(partner === undefined ? [] : [`, for ${fullName(partner, agreement)}`]),
  ].join('');
}
