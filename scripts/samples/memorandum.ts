import type { Block } from './blocks.ts';

/*
 * The sample agreement: an invented memorandum between organisations that do not exist.
 */

export const SAMPLE_HEADER = 'Wendlemere and Tarnvale memorandum of understanding';

const heading = (text: string): Block => ({ is: 'clause', level: 0, text, heading: true });
const one = (text: string): Block => ({ is: 'clause', level: 1, text });
const two = (text: string): Block => ({ is: 'clause', level: 2, text });
const three = (text: string): Block => ({ is: 'clause', level: 3, text });
const bullet = (text: string): Block => ({ is: 'bullet', text });

/** @param title of the document */
export function memorandum(title: string): Block[] {
  return [{ is: 'title', text: title }, ...opening(), ...terms(), ...working(), ...money(), ...ending(), ...schedules()];
}

function opening(): Block[] {
  return [
    {
      is: 'words',
      text: 'This memorandum is made between Wendlemere Borough Council (“the Council”) and NHS Tarnvale Integrated Care Board (“the Board”).',
    },
    { is: 'heading', text: 'Background' },
    { is: 'recital', text: 'The Council arranges social care for the people of Wendlemere and the Board arranges their health care.' },
    { is: 'recital', text: 'Both wish to plan and buy community services together, so that people tell their story once.' },
    { is: 'heading', text: 'Agreed terms' },
  ];
}

function terms(): Block[] {
  return [
    heading('Definitions'),
    one('In this memorandum these words have the meanings given beside them.'),
    {
      is: 'table',
      head: ['Term', 'Meaning'],
      rows: [
        ['Joint Team', 'the staff of both partners who work under the Head of Joint Commissioning, wherever they are employed.'],
        ['Shared Budget', 'the sums that each partner sets aside under Schedule 2 and keeps in its own accounts.'],
        ['Year', 'the twelve months that begin on 1 April.'],
      ],
    },
    one('Words in the singular include the plural, and a reference to a law includes what later replaces it.'),
    heading('Status and term'),
    one('This memorandum is not intended to be legally binding, and nothing in it makes either partner the agent of the other.'),
    one('It begins on 1 April 2024 and ends on 31 March 2027, unless it is ended earlier under clause 7.'),
    one('The partners will review it together:'),
    two('once in every Year, not later than 31 January;'),
    two('whenever either partner asks for it in writing because of:'),
    three('a change in the law; or'),
    three('a change in the money available to it; and'),
    two('in any case before it is extended.'),
  ];
}

function working(): Block[] {
  return [
    heading('Working together'),
    one('The partners will act openly with one another, and in particular will:'),
    bullet('give early warning of decisions that affect the other;'),
    bullet('share plans before they are settled; and'),
    bullet('answer reasonable questions within ten working days.'),
    one(
      'A Head of Joint Commissioning leads the Joint Team. The post is employed by the Council and answers to the chief executives of both partners in equal measure.',
    ),
    one(
      'Members of the Joint Team stay employed by their home organisation. Pay, leave, discipline and grievances are matters for that organisation alone, and the Head of Joint Commissioning directs the daily work only.',
    ),
    heading('Governance'),
    one(
      'A Partnership Committee meets every three months. Each partner appoints three members, and a decision needs the agreement of at least two members of each partner.',
    ),
    one(
      'The Head of Joint Commissioning sends the Partnership Committee a report on spending and results every month, by the tenth working day.',
    ),
    one('The Partnership Committee works as Schedule 1 describes.'),
  ];
}

function money(): Block[] {
  return [
    heading('Money'),
    one('Each partner sets and keeps its own budget. The Shared Budget is looked at as a whole but is not pooled.'),
    one(
      'Where a joint decision saves money or costs more than was planned, the partners share the gain or the cost as Schedule 2 describes.',
    ),
    one(
      'Neither partner will act so that the other suffers a loss that it has not agreed to. Where that happens in spite of this, the partners will put it right in the following Year, after both finance directors have agreed the figures.',
    ),
    heading('Information'),
    one(
      'Each partner keeps confidential what it learns from the other in the course of this memorandum, and uses it only for the purposes of this memorandum.',
    ),
    one(
      'Personal information is shared only under the information sharing protocol that the partners’ data protection officers have approved. A breach is reported to the other partner within 24 hours.',
    ),
  ];
}

function ending(): Block[] {
  return [
    heading('Ending this memorandum'),
    one(
      'Either partner may end this memorandum by giving the other not less than nine months’ notice in writing, which may end only on 31 March.',
    ),
    one('When it ends the partners will:'),
    two('agree a plan for the people who use the services;'),
    two('return each other’s records; and'),
    two('let seconded staff return to their home organisation.'),
    heading('Disagreements'),
    one(
      'The chief executives try to settle any disagreement within twenty working days of being told of it. What they cannot settle goes to a mediator whom both accept.',
    ),
    { is: 'signature', text: 'Signed for and on behalf of Wendlemere Borough Council' },
    { is: 'signature', text: 'Signed for and on behalf of NHS Tarnvale Integrated Care Board' },
  ];
}

function schedules(): Block[] {
  return [
    { is: 'schedule', text: 'Schedule 1 – Partnership Committee' },
    heading('Members'),
    one('Members are named by their partner for two Years at a time.'),
    one('A member who cannot come may send somebody else of the same partner.'),
    heading('Meetings'),
    one('The chair passes from one partner to the other each Year.'),
    one('Papers are sent out five working days before a meeting.'),
    { is: 'schedule', text: 'Schedule 2 – Shares' },
    heading('Contributions'),
    one('The partners contribute to the Shared Budget in these shares.'),
    {
      is: 'table',
      head: ['Partner', 'Share'],
      rows: [
        ['Wendlemere Borough Council', '55 per cent'],
        ['NHS Tarnvale Integrated Care Board', '45 per cent'],
      ],
    },
    heading('Gains and losses'),
    one('Gains and losses are shared in the same proportions, but no partner bears more than £250,000 of a loss in any Year.'),
  ];
}
