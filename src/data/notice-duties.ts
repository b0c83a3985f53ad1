import type { AgreementRecord, Duty } from './agreement-record.ts';
import { type Day, writeDay } from './days.ts';
import { lastDayForNotice, type NoticeTerms } from './notice-window.ts';

/** The notice an agreement asks for, or null when it states none in months. */
export function noticeTermsOf({ facts }: AgreementRecord): NoticeTerms | null {
  if (facts.noticeMonths === null) return null;
  return { months: facts.noticeMonths.value, endsOnlyOn: facts.noticeExpiresOn?.value };
}

/**
 * The duties that follow from an agreement's term and notice: the last day on which notice still ends it by its review, and by its end.
 * They stand in no record, and are owed by nobody who does not want to leave. Empty where notice, or both days, are not stated.
 */
export function noticeDuties(agreement: AgreementRecord): Duty[] {
  const terms = noticeTermsOf(agreement);
  if (terms === null) return [];
  const { reviewOn, endsOn, startsOn, noticeMonths } = agreement.facts;
  const duty = (id: string, endBy: Day | undefined, because: string): Duty[] => {
    if (endBy === undefined || agreement.duties.some((one) => one.id === id)) return [];
    const on = lastDayForNotice(endBy, terms);
    if (startsOn !== null && on < startsOn.value) return [];
    const what = `Last day to give notice, to end it by ${because} on ${writeDay(endBy)}`;
    return [{ id, what, ref: noticeMonths!.ref, kind: 'notice', owner: null, when: { on }, allOf: [], over: [] }];
  };
  return [
    ...duty('notice-before-review', reviewOn?.value, 'the review'),
    ...(endsOn?.value === reviewOn?.value ? [] : duty('notice-before-end', endsOn?.value, 'the end of its term')),
  ];
}
