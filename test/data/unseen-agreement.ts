import { type AgreementRecord, agreementRecord } from '../../src/data/agreement-record.ts';

/** An agreement nobody has seen: no phrasings, no silences. */
export const UNSEEN: AgreementRecord = agreementRecord.parse({
  id: 'northmoor',
  name: 'Northmoor agreement',
  aliases: ['northmoor'],
  document: {
    title: 'Section 75 agreement for older people',
    kind: 'section 75 agreement',
    by: 'Northmoor Council',
    about: 'A section 75 agreement between Northmoor Council and Southmoor NHS Trust.',
  },
  standing: { state: 'in force', isTheAgreement: true },
  parties: [
    { id: 'northmoor-council', name: 'Northmoor Council', short: 'Council', kind: 'council', ref: '1' },
    { id: 'southmoor', name: 'Southmoor NHS Trust', short: 'Trust', kind: 'nhs trust', ref: '1' },
  ],
  facts: {},
  clauses: [
    ['1', 'The partners', 'This agreement is made between Northmoor Council and Southmoor NHS Trust.'],
    ['2', 'Purpose', 'The partners want older people to stay well and independent at home.'],
    ['3', 'Start and length', 'The agreement starts on 1 April 2024 and runs for three years.'],
    ['4', 'Partnership board', 'A partnership board made up of senior officers of both partners oversees the agreement.'],
    ['5', 'Pooled fund', 'The partners set up a pooled fund for the services. The Council hosts it.'],
    ['6', 'Overspends', 'An overspend on the pooled fund is shared between the partners in proportion to what each put in.'],
    ['7', 'Notice', 'A partner may end the agreement by giving twelve months’ notice in writing to the other.'],
    ['8', 'Staff', 'Staff are seconded to the joint team and stay employed by their own organisation.'],
    ['9', 'Information', 'The partners share personal information only as the data protection law allows.'],
    ['10', 'Complaints', 'A complaint about a service goes to the partner that provides it.'],
    ['11', 'Changes', 'The agreement can be varied in writing, signed by both partners.'],
    ['12', 'Reporting', 'The manager of the pooled fund reports to the board on spending.'],
  ].map(([ref, label, says]) => ({ ref, part: 'Agreement', label, says })),
});
