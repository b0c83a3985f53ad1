import { welcomeTo } from './bind-channel.ts';
import type { Handler } from './handler.ts';

/** Said once, where Accord is installed or invited. */
export const welcome: Handler = async (request, stores) => welcomeTo(request, stores);
