import { findPerson, secondmentsOn } from '../data/people.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock, Handler } from './handler.ts';
import { homeBenefits } from './home-benefits.ts';
import { homeDuties } from './home-duties.ts';
import { homeSetUp } from './home-set-up.ts';
import { homeIssues } from './my-issues.ts';
import { message, type Part } from './reply.ts';
import type { Request } from './request.ts';

/** The Home tab: who this person is to Accord, their agreement, the next dates, and what they can ask. */
export const showHome: Handler = async (request, stores, clock) => {
  const duties = await homeDuties(request, stores, clock);
  const benefits = await homeBenefits(request, stores, clock);
  const issues = await homeIssues(request, stores);
  return message(
    'asker',
    [
      ...whoYouAre(request, stores, clock),
      ...duties.parts,
      ...benefits.parts,
      ...issues.parts,
      ...homeSetUp(request, stores, clock),
      { is: 'rule' },
      ...whatToAsk(),
    ] as [Part, ...Part[]],
    [
      ...duties.buttons,
      ...benefits.buttons,
      ...issues.buttons,
      { name: 'show-help', label: 'What you can ask, and who sees it', value: {} },
    ],
  );
};

function whoYouAre(request: Request, stores: Stores, clock: Clock): Part[] {
  const person = findPerson(stores.partnership, request.asker);
  if (person === undefined) {
    return [
      { is: 'heading', text: 'Accord does not know you yet.' },
      {
        is: 'paragraph',
        text: 'You can ask what any of the agreements says. To see your own dates, ask the administrator to add you to the partnership file with your work e-mail.',
      },
    ];
  }
  const name = (id: string) => stores.partnership.organisations.find((one) => one.id === id)?.name ?? id;
  const held = secondmentsOn(person, clock.today());
  const facts = held.flatMap((one) => [
    { name: 'Post', value: one.post },
    { name: 'Your employer', value: one.home.map(name).join(' and ') },
    ...(one.host === undefined ? [] : [{ name: 'You work with', value: name(one.host) }]),
    { name: 'Agreement', value: stores.agreements.get(one.agreement)?.name ?? one.agreement },
  ]);
  return [
    { is: 'heading', text: person.name },
    facts.length > 0
      ? { is: 'facts', facts }
      : { is: 'paragraph', text: 'You have no current post under an agreement. You can still ask what any of them says.' },
  ];
}

function whatToAsk(): Part[] {
  return [
    { is: 'heading', text: 'Ask, in a direct message or with @Accord in a channel' },
    {
      is: 'list',
      items: [
        'How much notice do we have to give?',
        'Who do I report to day to day?',
        'What happens to savings we make together?',
        'What doesn’t our agreement cover?',
      ],
    },
  ];
}
