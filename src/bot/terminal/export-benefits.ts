import { openApprovals } from '../../data/approvals.ts';
import { openBenefitLog } from '../../data/benefit-log.ts';
import { benefitTable } from '../../data/benefit-table.ts';
import { openRulebook } from '../../data/benefit-totals.ts';
import { protocolsOf } from '../../data/protocols.ts';
import { writeCsv } from '../write-csv.ts';
import { writeXlsx } from '../write-xlsx.ts';
import { openKept } from './open-kept.ts';
import { agreementCalled } from './open-knowledge.ts';
import { BadInput, count, DONE, type Terminal } from './terminal.ts';
import { endingOf, mayWrite, writeWhole } from './write-file.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportOptions = { agreement?: string; format?: (typeof EXPORT_FORMATS)[number]; out: string; force?: true };

/** `accord export benefits`: the whole log of an agreement as a file for a spreadsheet. @returns the exit code */
export async function exportBenefits(options: ExportOptions, terminal: Terminal): Promise<number> {
  const { config, knowledge } = terminal.know();
  if (options.agreement === undefined) throw new BadInput('Say which agreement: --agreement darlington.');
  const agreement = agreementCalled(options.agreement, knowledge);
  const ending = endingOf(options.out, EXPORT_FORMATS);
  if (options.format !== undefined && options.format !== ending)
    throw new BadInput(`“${options.out}” ends in .${ending} and --format says ${options.format}: make them the same.`);
  mayWrite(options.out, options.force === true);
  const store = await openKept(config.storeUrl);
  try {
    const rulebook = await openRulebook(protocolsOf(knowledge.partnership, agreement), openApprovals(store));
    const called = (email: string) => knowledge.partnership.people.find((one) => one.email === email)?.name ?? email;
    const table = await benefitTable(openBenefitLog(store).scan(agreement.id), agreement, rulebook, called);
    await writeWhole(options.out, ending === 'csv' ? await writeCsv(table) : await writeXlsx(table));
    await terminal.out(`${options.out}: ${count(table.rows.length, 'entry', 'entries')} of the log of the ${agreement.name}.\n`);
    return DONE;
  } finally {
    await store.close();
  }
}
