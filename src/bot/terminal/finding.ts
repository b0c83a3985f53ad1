/** One thing the doctor looked at: whether it is well, what was found, and the mend where it is not. */
export type Finding = { ok: boolean; what: string; says: string; mend?: string };

/** What came of asking a vendor’s server. `aheadMs` is how far this machine’s clock is ahead of that server’s, when it said. */
export type ServerChecked = { findings: Finding[]; aheadMs: number | undefined };

/** How far this machine’s clock is ahead of the one that set a response’s Date header (good to about a second). */
export function aheadOf(response: Response): number | undefined {
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? undefined : Date.now() - at;
}

/** Why a server gave no answer, in words; never the address, which may hold a credential. */
export function whyNoAnswer(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'it did not answer in time';
  return typeof cause?.code === 'string' ? cause.code : 'it could not be reached';
}
