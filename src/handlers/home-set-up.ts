import { findPerson, maySetUp } from '../data/people.ts';
import { setUpSteps } from '../data/set-up-steps.ts';
import type { Stores } from '../data/stores.ts';
import type { Clock } from './handler.ts';
import type { Part } from './reply.ts';
import type { Request } from './request.ts';

const STEPS_SHOWN = 5;

/** What setting up still lacks, for an administrator: the first few, in the order to do them. */
export function homeSetUp(request: Request, stores: Stores, clock: Clock): Part[] {
  const person = findPerson(stores.partnership, request.asker);
  if (person === undefined || !person.roles.includes('administrator') || !maySetUp(person, clock.today())) return [];
  const steps = setUpSteps(stores, clock.today());
  if (steps.length === 0) return [];
  const more = steps.length - STEPS_SHOWN;
  return [
    { is: 'rule' },
    { is: 'heading', text: 'Still to set up' },
    { is: 'list', items: [...steps.slice(0, STEPS_SHOWN), ...(more > 0 ? [`And ${more} more: “accord doctor” lists them all.`] : [])] },
  ];
}
