import type { DocumentContents, Message, Part } from '../handlers/reply.ts';
import type { Charts } from './charts.ts';
import { factsOf, type Log } from './log.ts';
import type { Dispatch } from './platform.ts';
import { reportAsHtml } from './report-html.ts';
import { reportAsMarkdown } from './report-markdown.ts';
import { writeCsv } from './write-csv.ts';
import { writeWorkbook } from './write-workbook.ts';

/** A dispatch whose replies hold files where a handler gave what is in them, so that no platform knows of reports and tables. */
export function writeFiles(dispatch: Dispatch, charts: Draw, log: Log): Dispatch {
  return async (request) => {
    const reply = await dispatch(request);
    return reply.kind === 'message' ? withFiles(reply, charts, log) : reply;
  };
}

type Draw = Pick<Charts, 'asPng' | 'asSvg'>;

async function withFiles(message: Message, draw: Draw, log: Log): Promise<Message> {
  if (!message.parts.some((part) => part.is === 'document')) return message;
  const parts: Part[] = [];
  for (const part of message.parts) parts.push(part.is === 'document' ? await written(part, draw, log) : part);
  return { ...message, parts: parts as unknown as Message['parts'] };
}

async function written({ holds, name, says, again }: Part & { is: 'document' }, draw: Draw, log: Log): Promise<Part> {
  try {
    return { is: 'file', name, says, again, mediaType: MEDIA_TYPES[holds.as], bytes: await bytesOf(holds, draw) };
  } catch (error) {
    log.error(factsOf(error), 'a file was not made');
    return { is: 'paragraph', text: `The file ${name} could not be made. Please try again in a few minutes.` };
  }
}

const MEDIA_TYPES: Readonly<Record<DocumentContents['as'], string>> = {
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

async function bytesOf(holds: DocumentContents, draw: Draw): Promise<Uint8Array> {
  switch (holds.as) {
    case 'html':
      return Buffer.from(await reportAsHtml(holds.report, draw.asSvg), 'utf8');
    case 'md':
      return Buffer.from(await reportAsMarkdown(holds.report, draw.asPng), 'utf8');
    case 'csv':
      return writeCsv(holds.table);
    case 'xlsx':
      return writeWorkbook(holds.table);
    default:
      return holds satisfies never;
  }
}
