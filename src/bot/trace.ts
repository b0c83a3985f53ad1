import { type Attributes, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { factsOf } from './log.ts';
import type { Dispatch, Platform } from './platform.ts';

/*
 * Spans for whoever watches over Accord with OpenTelemetry. Without an SDK, which is the operator’s to choose and to load, they cost next to
 * nothing and go nowhere. They carry fixed words and ids, never what was said, by whom, where, or which form or button it was: that
 * somebody raised an issue must not be read off them.
 */

/** A span around each request, from read to reply made. */
export function traceDispatch(dispatch: Dispatch): Dispatch {
  return (request) => {
    const attributes = { 'accord.platform': request.asker.platform, 'accord.act': request.act.is, 'accord.request': request.id };
    return inSpan('accord.request', SpanKind.SERVER, attributes, async (note) => {
      const reply = await dispatch(request);
      note({ 'accord.reply': reply.kind });
      return reply;
    });
  };
}

/** A span around each message that a platform is given unprompted, and around each change to one. */
export function traceDelivery(platform: Platform): Platform {
  const attributes = { 'accord.platform': platform.name };
  return {
    ...platform,
    deliver: (...given) => inSpan('accord.deliver', SpanKind.CLIENT, attributes, () => platform.deliver(...given)),
    update: (...given) => inSpan('accord.update', SpanKind.CLIENT, attributes, () => platform.update(...given)),
  };
}

function inSpan<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: (note: (more: Attributes) => void) => Promise<T>,
): Promise<T> {
  return trace.getTracer('accord').startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work((more) => void span.setAttributes(more));
    } catch (error) {
      const { kind: what, code } = factsOf(error);
      // The message of an error may quote a person: its code is enough.
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(code ?? what) });
      throw error;
    } finally {
      span.end();
    }
  });
}
