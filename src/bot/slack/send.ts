import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Call } from './answer.ts';
import { patientFetch } from './patient-fetch.ts';
import { slackCode } from './quiet-log.ts';

/** The one thing Accord uses of Slack’s client. */
export type Client = { apiCall(method: string, args: Record<string, unknown>): Promise<unknown> };

/** Slack did not take a message that was to be delivered. Its code is Slack’s own, such as `slack-channel_not_found`. */
export class SlackRefused extends Error {
  readonly code: string;
  constructor(cause: unknown) {
    super('Slack did not take the message', { cause });
    this.name = 'SlackRefused';
    this.code = slackCode(cause);
  }
}

/**
 * Makes one call to Slack. What fails is logged by its code, or thrown as SlackRefused where somebody waits to know; then a response URL that
 * is not taken, with nothing to do otherwise, is a failure too.
 */
export type Send = (call: Call, onFailure?: 'log' | 'throw') => Promise<Sent | undefined>;

/** Where Slack put a message: needed to change it later. */
export type Sent = z.infer<typeof sent>;
const sent = z.object({ channel: z.string(), ts: z.string() });

/** The calls of one bot token. */
export function makeSend(client: Client, log: Log): Send {
  const attempt = async (call: Call, onFailure: 'log' | 'throw'): Promise<Sent | undefined> => {
    if ('method' in call) return sent.safeParse(await client.apiCall(call.method, call.args)).data;
    const response = await patientFetch(call.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call.body),
    });
    await response.body?.cancel();
    if (response.ok) return undefined;
    if (call.otherwise === undefined && onFailure === 'throw')
      throw Object.assign(new Error('a response URL was not taken'), { code: `http-${response.status}` });
    log.warn({ code: `http-${response.status}` }, 'slack: a response URL was not taken');
    return call.otherwise === undefined ? undefined : attempt(call.otherwise, onFailure);
  };
  return async (call, onFailure = 'log') => {
    try {
      return await attempt(call, onFailure);
    } catch (error) {
      if (onFailure === 'throw') throw new SlackRefused(error);
      log.error({ code: slackCode(error), call: 'method' in call ? call.method : 'response-url' }, 'slack: a call failed');
      return undefined;
    }
  };
}
