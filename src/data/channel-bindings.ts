import { z } from 'zod';
import { collection } from './collection.ts';
import type { KeyValue } from './key-value.ts';
import type { Channel, Partnership } from './partnership.ts';

/*
 * Which agreement a channel works under, as somebody said in chat: one record for each channel, beside those of the partnership file.
 */

export const channelBinding = z.strictObject({
  platform: z.enum(['slack', 'teams', 'local']),
  /** The platform’s id of the channel, without the workspace. */
  channel: z.string(),
  agreement: z.string(),
  reminders: z.boolean(),
  /** Whoever said so, by their e-mail address, and when. */
  by: z.string(),
  at: z.string(),
});
export type ChannelBinding = z.infer<typeof channelBinding>;

/** The channels that were bound in chat. */
export type ChannelBindings = {
  /** Keeps what a channel works under; said again, the later counts. */
  keep(binding: ChannelBinding): Promise<void>;
  all(): Promise<ChannelBinding[]>;
};

const CHANNELS_AT_MOST = 10_000;

/** The bindings in a store. */
export function openChannelBindings(store: KeyValue): ChannelBindings {
  const bindings = collection(store, 'channels', channelBinding);
  return {
    keep: (binding) => bindings.put(binding, binding.platform, binding.channel),
    all: () => bindings.list([], CHANNELS_AT_MOST),
  };
}

/** Slack’s id of a channel may come with its workspace before it. */
export function channelId(id: string): string {
  return id.startsWith('19:') ? id : id.split('/').at(-1)!;
}

// The same file with the same bindings is the same object: what is worked out from one is kept by it.
const merged = new WeakMap<Partnership, { bindings: string; partnership: Partnership }>();

/** The partnership with the channels that were bound in chat, of agreements that are still here. What the file says of a channel counts first. */
export function withBindings(
  partnership: Partnership,
  bindings: readonly ChannelBinding[],
  agreements: ReadonlyMap<string, unknown>,
): Partnership {
  const own = bindings.filter((one) => agreements.has(one.agreement) && !partnership.channels.some((channel) => isSame(channel, one)));
  if (own.length === 0) return partnership;
  const key = JSON.stringify(own);
  const before = merged.get(partnership);
  if (before?.bindings === key) return before.partnership;
  const found = { ...partnership, channels: [...partnership.channels, ...own.map(asChannel)] };
  merged.set(partnership, { bindings: key, partnership: found });
  return found;
}

function isSame(channel: Channel, { platform, channel: id }: ChannelBinding): boolean {
  return (channel as Record<string, unknown>)[platform] === id;
}

function asChannel({ platform, channel, agreement, reminders }: ChannelBinding): Channel {
  return { [platform]: channel, agreement, reminders } as Channel;
}
