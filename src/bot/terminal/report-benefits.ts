import { openApprovals } from '../../data/approvals.ts';
import { openBenefitLog } from '../../data/benefit-log.ts';
import { benefitReport } from '../../data/benefit-report.ts';
import { openRulebook } from '../../data/benefit-totals.ts';
import { isDay } from '../../data/days.ts';
import { protocolsOf } from '../../data/protocols.ts';
import { chartAsPng, chartAsSvg } from '../chart.ts';
import { makeClock } from '../clock.ts';
import { reportAsHtml } from '../report-html.ts';
import { reportAsMarkdown } from '../report-markdown.ts';
import { openKept } from './open-kept.ts';
import { agreementCalled } from './open-knowledge.ts';
import { BadInput, DONE, type Terminal } from './terminal.ts';
import { endingOf, mayWrite, writeWhole } from './write-file.ts';

export type ReportOptions = { agreement: string; from?: string; to?: string; out: string; force?: true };

/** `accord report benefits`: one page that a board can read. @returns the exit code */
export async function reportBenefits(options: ReportOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  const agreement = agreementCalled(options.agreement, knowledge);
  const period = periodOf(options);
  const ending = endingOf(options.out, ['html', 'md']);
  mayWrite(options.out, options.force === true);
  const store = await openKept(config.storeUrl);
  try {
    const rulebook = await openRulebook(protocolsOf(knowledge.partnership, agreement), openApprovals(store));
    const today = makeClock(config.clockStartsAt).today();
    const report = await benefitReport(openBenefitLog(store).scan(agreement.id), agreement, rulebook, period, today);
    await writeWhole(options.out, ending === 'html' ? await reportAsHtml(report, chartAsSvg) : await reportAsMarkdown(report, chartAsPng));
    await terminal.out(`${options.out}: the report on the log of the ${agreement.name}. ${report.about}\n`);
    return DONE;
  } finally {
    await store.close();
  }
}

function periodOf({ from, to }: ReportOptions): { since?: string; until?: string } {
  for (const [option, day] of Object.entries({ from, to }))
    if (day !== undefined && !isDay(day)) throw new BadInput(`--${option} “${day}” is not a day: write it like 2015-04-01.`);
  if (from !== undefined && to !== undefined && to < from) throw new BadInput(`--to ${to} is before --from ${from}: swap them.`);
  return { ...(from === undefined ? {} : { since: from }), ...(to === undefined ? {} : { until: to }) };
}
