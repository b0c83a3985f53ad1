import { loadKnowledge } from '../../data/load-knowledge.ts';
import type { Partnership } from '../../data/partnership.ts';
import { makeClock } from '../clock.ts';
import { type Config, readConfig, SAMPLE_PARTNERSHIP } from '../config.ts';
import { checkClock } from './doctor-clock.ts';
import { checkContacts } from './doctor-contacts.ts';
import { checkDelivery } from './doctor-delivery.ts';
import { checkIssueKey } from './doctor-issue-key.ts';
import { reachContacts } from './doctor-reach.ts';
import { checkReminders, withBoundChannels } from './doctor-reminders.ts';
import { listStepsLeft } from './doctor-set-up.ts';
import { checkSlack } from './doctor-slack.ts';
import { checkSmtp } from './doctor-smtp.ts';
import { checkStore } from './doctor-store.ts';
import { checkTeams } from './doctor-teams.ts';
import type { Finding } from './finding.ts';
import { describeProblem } from './open-knowledge.ts';
import { quiet } from './render.ts';
import { count, DONE, type Terminal, WRONG } from './terminal.ts';

/** `accord doctor`: each thing Accord needs, whether it is well, and the mend where it is not. Prints no secret. @returns the exit code */
export async function doctor({ env, out }: Pick<Terminal, 'env' | 'out'>, options: { testContacts?: true } = {}): Promise<number> {
  let notOk = 0;
  const tell = async (findings: readonly Finding[]) => {
    for (const finding of findings) {
      if (!finding.ok) notOk++;
      await out(quiet(describe(finding)));
    }
  };
  await tell([{ ok: true, what: 'Node', says: process.versions.node }]);
  const read = readConfig(env);
  if (!read.ok)
    await tell(read.problems.map((problem) => ({ ok: false, what: 'Configuration', says: problem, mend: 'See .env.example.' })));
  else {
    await tell([{ ok: true, what: 'Configuration', says: 'every variable that is set can be used' }]);
    const left = await examine(read.config, tell, options.testContacts === true);
    await out(left);
  }
  await out(notOk === 0 ? '\nAll is well.\n' : `\n${count(notOk, 'thing')} not ok.\n`);
  return notOk === 0 ? DONE : WRONG;
}

async function examine(config: Config, tell: (findings: readonly Finding[]) => Promise<void>, testContacts: boolean): Promise<string> {
  const loaded = loadKnowledge(config.agreementsFolder, config.partnershipFile, undefined, config.importedFolder);
  if (!loaded.ok) await tell(loaded.problems.map((problem) => ({ ok: false, what: 'Files', says: describeProblem(problem) })));
  else {
    const { agreements, partnership } = loaded.knowledge;
    const clauses = [...agreements.values()].reduce((sum, agreement) => sum + agreement.clauses.length, 0);
    await tell([
      { ok: true, what: 'Agreements', says: `${agreements.size} with ${count(clauses, 'clause')}: ${[...agreements.keys()].join(', ')}` },
      { ok: true, what: 'Partnership', says: describePartnership(partnership, config) },
    ]);
  }
  await tell([await checkStore(config.storeUrl), await checkIssueKey(config)]);
  const [slack, teams, smtp] = await Promise.all([checkSlack(config.slack), checkTeams(config.teams), checkSmtp(config.smtp)]);
  await tell([...slack.findings, ...teams.findings, smtp, checkClock(config, slack.aheadMs ?? teams.aheadMs)]);
  if (!loaded.ok) return '';
  await tell(checkContacts(loaded.knowledge.partnership, config));
  const { agreements, partnership } = loaded.knowledge;
  const bound = await withBoundChannels(config.storeUrl, partnership, agreements);
  await tell(checkReminders(agreements, bound, makeClock(config.clockStartsAt).today(), config));
  await tell(await checkDelivery(config.storeUrl, loaded.knowledge.partnership));
  if (loaded.ok && testContacts) await tell(await reachContacts(loaded.knowledge.partnership, config));
  return listStepsLeft(config, loaded.knowledge);
}

function describePartnership({ organisations, people, channels }: Partnership, { partnershipFile }: Config): string {
  const held = [
    count(organisations.length, 'organisation'),
    count(people.length, 'person', 'people'),
    count(channels.length, 'channel'),
  ].join(', ');
  return partnershipFile === SAMPLE_PARTNERSHIP ? `the sample: ${held}. Set ACCORD_PARTNERSHIP to use your own` : held;
}

const MARK_WIDTH = 8;
const WHAT_WIDTH = 15;

function describe({ ok, what, says, mend }: Finding): string {
  const sentence = mend === undefined ? says : `${says.replace(/\.$/, '')}. ${mend}`;
  return `${(ok ? 'ok' : 'not ok').padEnd(MARK_WIDTH)}${what.padEnd(WHAT_WIDTH)}${sentence}\n`;
}
