/** Whether something may be done: with permission, what follows from it; without, one plain sentence that names who can do it instead. */
export type Permission<T extends object = object> = ({ ok: true } & T) | { ok: false; reason: string };

/** Permission given, with what follows from it. */
export function allowed<T extends object>(rest: T): { ok: true } & T {
  return { ok: true, ...rest };
}

/** Permission refused, and why. */
export function refused(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
