import { randomUUID } from 'node:crypto';
import { asPlainText } from '../../src/bot/plain-text.ts';
import { MESSAGE_KINDS, type MessageKind } from '../../src/data/kind-of-message.ts';
import { openStore } from '../../src/data/open-stores.ts';
import { type Knowledge, makeStores } from '../../src/data/stores.ts';
import { signpostEmployment } from '../../src/handlers/signpost-employment.ts';
import { whomToTell } from '../../src/handlers/signpost-safeguarding.ts';
import type { LabelledMessage } from './items.ts';
import type { Share } from './score.ts';

type ReadMessage = { message: LabelledMessage; got: MessageKind };

export type KindScore = {
  read: ReadMessage[];
  accuracy: Share;
  recall: { kind: MessageKind; share: Share }[];
  /** Safeguarding messages taken for employment alone, whose answer does not say whom to tell: must be none. */
  hrOnly: LabelledMessage[];
};

/** Reads each message as the route does. */
export async function scoreMessages(messages: readonly LabelledMessage[], knowledge: Knowledge): Promise<KindScore> {
  const read = messages.map((message) => ({ message, got: knowledge.kindOf(message.text).kind }));
  const share = (of: readonly ReadMessage[]): Share => ({
    hits: of.filter(({ message, got }) => message.kind === got).length,
    of: of.length,
  });
  const recall = MESSAGE_KINDS.map((kind) => ({ kind, share: share(read.filter(({ message }) => message.kind === kind)) }));
  const hrOnly: LabelledMessage[] = [];
  for (const { message, got } of read)
    if (message.kind === 'safeguarding' && got === 'employment' && !(await saysWhomToTell(message.text, knowledge))) hrOnly.push(message);
  return { read, accuracy: share(read), recall: recall.filter((one) => one.share.of > 0), hrOnly };
}

async function saysWhomToTell(text: string, knowledge: Knowledge): Promise<boolean> {
  const store = await openStore('memory:');
  const request = {
    id: randomUUID(),
    asker: { platform: 'terminal', id: 'nobody' },
    channel: null,
    public: false,
    act: { is: 'said', text },
  } as const;
  const clock = { now: () => '2015-09-01T09:00:00.000Z', today: () => '2015-09-01' };
  const reply = await signpostEmployment(request, makeStores(store, knowledge), clock);
  await store.close();
  return reply.kind === 'message' && asPlainText(reply).includes(whomToTell(knowledge.partnership));
}
