import { randomUUID } from 'node:crypto';
import { findPerson } from '../../data/people.ts';
import type { Knowledge } from '../../data/stores.ts';
import type { Request } from '../../handlers/request.ts';
import { agreementCalled } from './open-knowledge.ts';
import { BadInput } from './terminal.ts';

/** What `ask` was given on the command line. */
export type Asked = { question: string; agreement: string | undefined; as: string | undefined };

const ROOM = 'terminal';

/**
 * The command line as a request. `--agreement` is a room that works under that agreement, as a channel does on the other platforms, so
 * the knowledge comes back with that room in it.
 * @throws BadInput for an empty question, an unknown agreement or an unknown person
 */
export function readAsked({ question, agreement, as }: Asked, knowledge: Knowledge): { request: Request; knowledge: Knowledge } {
  if (question.trim() === '')
    throw new BadInput('There is no question: write it in quotes, such as ask "how much notice do we have to give?".');
  const asker = { platform: 'terminal', id: as ?? 'nobody' } as const;
  if (as !== undefined && findPerson(knowledge.partnership, asker) === undefined)
    throw new BadInput(`Nobody in the partnership file has the e-mail address “${as}”: use one that stands under people.`);
  const request: Request = {
    id: randomUUID(),
    asker,
    channel: agreement === undefined ? null : ROOM,
    public: false,
    act: { is: 'said', text: question },
  };
  return { request, knowledge: agreement === undefined ? knowledge : boundTo(agreementCalled(agreement, knowledge).id, knowledge) };
}

function boundTo(agreement: string, knowledge: Knowledge): Knowledge {
  const room = { local: ROOM, terminal: ROOM, agreement, reminders: false };
  return { ...knowledge, partnership: { ...knowledge.partnership, channels: [...knowledge.partnership.channels, room] } };
}
