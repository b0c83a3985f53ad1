import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgreementRecord, isDraft } from '../data/agreement-record.ts';
import { readAgreement } from '../data/agreements.ts';
import { confirmDraft } from '../data/confirm-draft.ts';
import type { Day } from '../data/days.ts';
import { type FileProblem, writeYaml } from '../data/read-yaml.ts';

/** The files of imported agreements: `<id>.draft.yaml` until somebody confirms it, then `<id>.yaml`; what it takes the place of in `earlier/`. */
export type AgreementFiles = ReturnType<typeof openAgreementFiles>;

type Kept = { file: string; record: AgreementRecord };

/** Opens the folder in which imported agreements are kept; it is made when the first is kept. */
export function openAgreementFiles(folder: string) {
  const read = rememberingReader();
  const drafts = (): Kept[] =>
    filesOf(folder).flatMap((file) => {
      const record = read(file);
      return record !== undefined && isDraft(record) ? [{ file, record }] : [];
    });
  const draftOf = (id: string) => drafts().find(({ record }) => record.id === id);
  return {
    /** The drafts there are, in the order of their files. */
    drafts: (): AgreementRecord[] => drafts().map(({ record }) => record),
    /** The draft with this id. */
    draft: (id: string): AgreementRecord | undefined => draftOf(id)?.record,
    /** Keeps a draft, in place of one with the same id. @returns what is wrong with it, and then nothing was kept */
    keep(record: AgreementRecord): FileProblem[] {
      return writeChecked(draftOf(record.id)?.file ?? join(folder, `${record.id}.draft.yaml`), record);
    },
    /**
     * Confirms a draft in somebody’s name: from then on answers are given from it, in place of an earlier version, which is put aside.
     * @returns the agreement, or a sentence for each thing in the way
     */
    confirm(id: string, by: string, on: Day): { ok: true; record: AgreementRecord } | { ok: false; sentences: string[] } {
      const draft = draftOf(id);
      if (draft === undefined) return { ok: false, sentences: [`There is no draft “${id}”. It may have been confirmed already.`] };
      const confirmed = confirmDraft(draft.record, by, on);
      if (!confirmed.ok) return confirmed;
      const file = join(folder, `${id}.yaml`);
      const problems = writeChecked(`${file}.checked`, confirmed.record);
      if (problems.length > 0) return { ok: false, sentences: problems.map(({ problem, mend }) => `${capital(problem)}. ${mend}`) };
      if (file !== draft.file) putAside(file, join(folder, 'earlier'), `${id}.until-${on}`);
      renameSync(`${file}.checked`, file);
      if (file !== draft.file) rmSync(draft.file);
      return confirmed;
    },
  };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Reads a record again only when its file has changed: a long one takes a second. */
function rememberingReader(): (file: string) => AgreementRecord | undefined {
  const known = new Map<string, { mark: string; record: AgreementRecord | undefined }>();
  return (file) => {
    const { mtimeMs, size, ino } = statSync(file);
    const mark = `${ino} ${mtimeMs} ${size}`;
    const kept = known.get(file);
    if (kept?.mark === mark) return kept.record;
    const read = readAgreement(file);
    const record = read.ok ? read.value : undefined;
    known.set(file, { mark, record });
    return record;
  };
}

/** Writes a record whole, or not at all: it is read back and checked before it takes the place of what was there. */
function writeChecked(file: string, record: AgreementRecord): FileProblem[] {
  const aside = `${file}.part`;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(aside, writeYaml(record), { mode: 0o600 });
  const read = readAgreement(aside);
  if (read.ok) renameSync(aside, file);
  else rmSync(aside);
  return read.ok ? [] : read.problems;
}

function putAside(file: string, folder: string, name: string): void {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (let times = 1; ; times++) {
    const place = join(folder, `${name}${times === 1 ? '' : `-${times}`}.yaml`);
    if (statSync(place, { throwIfNoEntry: false }) !== undefined) continue;
    renameSync(file, place);
    return;
  }
}

function capital(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
