import { expect, it, onTestFinished } from 'vitest';
import { knowledge } from '../handlers/front-door.ts';
import { startHandlersFace } from './benefit-face-handlers.ts';
import { startTeamsFace } from './benefit-face-teams.ts';
import { liveThrough } from './benefit-life.ts';

it('lives its whole life in Teams: the words and the records are the handlers’ own, whatever is delivered three times', async () => {
  const [teams, handlers] = [await startTeamsFace(knowledge.partnership), await startHandlersFace(knowledge.partnership)];
  onTestFinished(() => teams.stop());
  onTestFinished(() => handlers.stop());
  expect(await liveThrough(teams)).toEqual(await liveThrough(handlers));
});
