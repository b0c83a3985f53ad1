import type { KeyValue } from './key-value.ts';

/*
 * What happened to duties and has not reached everybody who must know: the channels whose reminders it changes, and whoever plans the next
 * ones. A record that is kept leaves its key here in the same transaction, so that a crash between the two loses nothing; whoever has told
 * everybody takes it away.
 */

/** Given to `append` as `beside`. */
export const UNTOLD_DUTIES = 'untold-duties:';
const AT_ONCE = 250;

/** A record that was kept: the kind it is (the first part of its key), its agreement, what it is under there, and its number. */
export type UntoldDuty = { key: string; kind: string; agreement: string; under: string; number: number };

export type UntoldDuties = {
  /** In no particular order, at most 250 at once. */
  list(): Promise<UntoldDuty[]>;
  /** Everybody knows. */
  told(untold: Pick<UntoldDuty, 'key'>): Promise<void>;
};

/** What a store holds of them. */
export function openUntoldDuties(store: KeyValue): UntoldDuties {
  return {
    async list() {
      return (await store.list(UNTOLD_DUTIES, AT_ONCE)).map(({ key }) => {
        const [kind = '', agreement = '', ...rest] = key.slice(UNTOLD_DUTIES.length).split(':');
        return { key, kind, agreement, under: rest.slice(0, -1).join(':'), number: Number(rest.at(-1)) };
      });
    },
    told: ({ key }) => store.delete(key),
  };
}
