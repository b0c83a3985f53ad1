import type { Stores } from '../data/stores.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

/** What time it is for a handler: the instant, and the day in the United Kingdom. Handlers have no other clock. */
export type Clock = { now(): string; today(): string };

/** One thing Accord does. Same request, same records, same clock: same reply and same writes. It sends nothing itself. */
export type Handler = (request: Request, stores: Stores, clock: Clock) => Promise<Reply>;
