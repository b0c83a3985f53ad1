import { expect, it, onTestFinished } from 'vitest';
import { knowledge } from '../handlers/front-door.ts';
import { startHandlersFace } from './benefit-face-handlers.ts';
import { startSlackFace } from './benefit-face-slack.ts';
import { liveThrough } from './benefit-life.ts';

it('lives its whole life in Slack: the words and the records are the handlers’ own, whatever is delivered three times', async () => {
  const [slack, handlers] = [await startSlackFace(knowledge.partnership), await startHandlersFace(knowledge.partnership)];
  onTestFinished(() => slack.stop());
  onTestFinished(() => handlers.stop());
  expect(await liveThrough(slack)).toEqual(await liveThrough(handlers));
});
