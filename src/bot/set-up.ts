import type { AgreementRecord } from '../data/agreement-record.ts';
import type { BenefitLog } from '../data/benefit-log.ts';
import type { Benefit } from '../data/benefits.ts';
import { carryOver } from '../data/compare-versions.ts';
import type { Person } from '../data/partnership.ts';
import { maySetUp, thoseWhoSetUp } from '../data/people.ts';
import { settleGuess, settleSure, type Verdict, withNameToSettle } from '../data/settle-guess.ts';
import { makeNamer } from '../data/slug.ts';
import type { Knowledge } from '../data/stores.ts';
import type { Clock } from '../handlers/handler.ts';
import type { AgreementFiles } from './agreement-files.ts';
import { importApart } from './import-apart.ts';
import { type Review, reviewDraft } from './review-draft.ts';

/** What a step comes to; with nothing changed, one plain sentence on why. */
export type Step<T extends object = object> = ({ ok: true } & T) | { ok: false; sentence: string };

/** Setting Accord up for an agreement: a document becomes a draft, a person settles what was read from it, and confirms it in their name. */
export type SetUp = ReturnType<typeof makeSetUp>;

type Parts = {
  files: AgreementFiles;
  /** What Accord knows now. */
  known(): Pick<Knowledge, 'agreements' | 'partnership'>;
  clock: Clock;
  benefits: Pick<BenefitLog, 'scan'>;
  /** Takes up what was confirmed. */
  takeUp(): Promise<unknown>;
};

/** A document that somebody hands over; `newerOf` is the id of the agreement it is a newer version of. */
export type Handed = { file: string; bytes: Uint8Array; newerOf?: string | undefined };

/** Opens it for one folder of agreements. Whoever acts is named by their e-mail address, and has to be an administrator or the Director. */
export function makeSetUp({ files, known, clock, benefits, takeUp }: Parts) {
  const asked = (as: string): Step<{ person: Person }> => {
    const person = known().partnership.people.find((one) => one.email === as.trim().toLowerCase());
    if (person !== undefined && maySetUp(person, clock.today())) return { ok: true, person };
    const names = thoseWhoSetUp(known().partnership, clock.today()).map(({ name }) => name);
    return { ok: false, sentence: `Only an administrator or the Director can do that. ${whoCan(names)}` };
  };
  const change = (as: string, id: string, how: (draft: AgreementRecord) => Step<{ record: AgreementRecord }>): Step => {
    const allowed = asked(as);
    if (!allowed.ok) return allowed;
    const draft = files.draft(id);
    if (draft === undefined) return noDraft(id);
    const changed = how(draft);
    return changed.ok ? keep(changed.record) : changed;
  };
  const keep = (record: AgreementRecord): Step => {
    const [problem] = files.keep(record);
    return problem === undefined ? { ok: true } : { ok: false, sentence: `Nothing was kept: ${problem.problem}. ${problem.mend}` };
  };
  /** Keeps what was read as a draft. Of a newer version it keeps the id, and what people tied to the version before. */
  const keepDraft = (record: AgreementRecord, newerOf: string | undefined): Step<{ id: string }> => {
    const before = newerOf === undefined ? undefined : known().agreements.get(newerOf);
    if (newerOf !== undefined && before === undefined) return { ok: false, sentence: `There is no agreement “${newerOf}”.` };
    const taken = [...known().agreements.keys(), ...files.drafts().map(({ id }) => id)];
    const made = before === undefined ? withNameToSettle({ ...record, id: freeId(record.id, taken) }) : carryOver(before, record);
    const kept = keep(made);
    return kept.ok ? { ok: true, id: made.id } : kept;
  };
  return {
    /** Who may set up, the drafts there are, and the agreements answers are given from. */
    overview: () => ({
      people: thoseWhoSetUp(known().partnership, clock.today()).map(({ email, name }) => ({ email, name })),
      drafts: files.drafts().map((draft) => ({
        id: draft.id,
        name: draft.name,
        file: draft.source?.file ?? '',
        open: (draft.guesses ?? []).filter(({ settled }) => settled === null).length,
        newer: known().agreements.has(draft.id),
      })),
      agreements: [...known().agreements.values()].map(({ id, name, confirmedBy = null, confirmedOn = null }) => ({
        id,
        name,
        confirmedBy:
          confirmedBy === null ? null : (known().partnership.people.find(({ email }) => email === confirmedBy)?.name ?? confirmedBy),
        confirmedOn,
      })),
    }),
    /** Whether this person may set up. */
    asked,
    keepDraft,
    /** Reads a document into a draft. */
    async take(as: string, { file, bytes, newerOf }: Handed): Promise<Step<{ id: string; remarks: readonly string[] }>> {
      const allowed = asked(as);
      if (!allowed.ok) return allowed;
      const done = await importApart({ bytes, file, at: clock.now() });
      if ('refused' in done) return { ok: false, sentence: done.refused };
      const kept = keepDraft(done.record, newerOf);
      // Whoever asks about it is told that it is a draft; nobody has to wait for that.
      if (kept.ok) void takeUp().catch(() => undefined);
      return kept.ok ? { ...kept, remarks: done.remarks } : kept;
    },
    /** A draft beside what was read from it. */
    async review(id: string): Promise<Step<{ review: Review }>> {
      const draft = files.draft(id);
      if (draft === undefined) return noDraft(id);
      const { agreements, partnership } = known();
      const agreement = agreements.get(id);
      const logged: Benefit[] = [];
      if (agreement !== undefined) for await (const page of benefits.scan(id)) logged.push(...page);
      return { ok: true, review: reviewDraft(draft, { agreement, partnership, benefits: logged }) };
    },
    /** Says of one guess what a person says of it, or adds a fact that was not found. */
    settle: (as: string, id: string, fact: string, verdict: Verdict): Step => change(as, id, (draft) => settleGuess(draft, fact, verdict)),
    /** Confirms everything the document says outright that nobody has settled yet. */
    settleSure: (as: string, id: string): Step => change(as, id, (draft) => ({ ok: true, record: settleSure(draft) })),
    /** Confirms the agreement in somebody’s name: answers are given from it from then on. */
    async confirm(as: string, id: string): Promise<Step<{ record: AgreementRecord }>> {
      const allowed = asked(as);
      if (!allowed.ok) return allowed;
      const confirmed = files.confirm(id, allowed.person.email, clock.today());
      if (!confirmed.ok) return { ok: false, sentence: confirmed.sentences.join(' ') };
      await takeUp();
      return { ok: true, record: confirmed.record };
    },
  };
}

function freeId(id: string, taken: readonly string[]): string {
  const namer = makeNamer((name, times) => `${name}-${times}`);
  for (const one of taken) namer(one);
  return namer(id);
}

function noDraft(id: string): { ok: false; sentence: string } {
  return { ok: false, sentence: `There is no draft “${id}”. It may have been confirmed already.` };
}

/** “Asha Administrator can.”, or how somebody comes to be one. */
function whoCan(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody is one today: give somebody the role “administrator” in the partnership file.';
  return `${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`} can.`;
}
