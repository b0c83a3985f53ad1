import type { ChartSpec } from '../data/benefit-chart.ts';
import type { Message, Part } from '../handlers/reply.ts';
import { factsOf, type Log } from './log.ts';
import type { Dispatch } from './platform.ts';

/** Draws a chart as a PNG. */
export type DrawPicture = (spec: ChartSpec) => Promise<Uint8Array>;

/** A dispatch whose replies hold pictures where a handler asked for charts, so that no platform knows of charts. */
export function drawCharts(dispatch: Dispatch, draw: DrawPicture, log: Log): Dispatch {
  return async (request) => {
    const reply = await dispatch(request);
    return reply.kind === 'message' ? withPictures(reply, draw, log) : reply;
  };
}

/** A message with its charts drawn. One that cannot be drawn is told in its words: a chart never stands in the way of an answer. */
async function withPictures(message: Message, draw: DrawPicture, log: Log): Promise<Message> {
  if (!message.parts.some((part) => part.is === 'chart')) return message;
  const parts = await Promise.all(message.parts.map((part) => drawn(part, draw, log)));
  return { ...message, parts: parts as unknown as Message['parts'] };
}

async function drawn(part: Part, draw: DrawPicture, log: Log): Promise<Part> {
  if (part.is !== 'chart') return part;
  try {
    return { is: 'image', alt: part.alt, png: await draw(part.spec) };
  } catch (error) {
    log.warn(factsOf(error), 'a chart was not drawn');
    return { is: 'paragraph', text: part.alt };
  }
}
