import type { AgreementRecord } from '../../data/agreement-record.ts';
import type { DutySettings } from '../../data/duty-settings.ts';
import { awaitedSettings } from '../../data/settled-duties.ts';
import type { Knowledge } from '../../data/stores.ts';
import { agreementCalled } from './open-knowledge.ts';

/** The agreement named, or all of them. @throws BadInput when there is none of that name */
export function agreementsAsked(id: string | undefined, knowledge: Pick<Knowledge, 'agreements'>): AgreementRecord[] {
  return id === undefined ? [...knowledge.agreements.values()] : [agreementCalled(id, knowledge)];
}

/** What an agreement leaves open and nobody has settled, one sentence each, with where to settle it. */
export function awaitedInWords(agreement: AgreementRecord, settings: DutySettings): string[] {
  return awaitedSettings(agreement, settings).map(
    ({ duty, setting }) =>
      `No date yet: ${duty.what} (${agreement.name}, ${duty.ref}). The ${setting} is left open: add “{ agreement: ${agreement.id}, duty: ${duty.id}, day: … }” under “duties:” in the partnership file.`,
  );
}
