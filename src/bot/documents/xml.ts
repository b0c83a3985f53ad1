import { XMLParser } from 'fast-xml-parser';
import { DocumentRefused } from './refusal.ts';

/*
 * XML from a file nobody vouches for: no entities but the five that XML itself has, no document type, nothing fetched from anywhere.
 */

/** An element. Its name and the names of its attributes come without their prefix. */
export type Element = { name: string; attributes: Readonly<Record<string, string>>; children: readonly Node[] };
export type Node = Element | string;

type Parsed = { ':@'?: Record<string, string>; '#text'?: string } & Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: (name: string) => /rsid|paraId|textId/i.test(name),
  attributeNamePrefix: '',
  removeNSPrefix: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: 400,
  jPath: false,
});

/** The root element of an XML file. @throws DocumentRefused where it is no XML, or defines entities of its own */
export function parseXml(bytes: Uint8Array): Element {
  const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new DocumentRefused(
      'This file has definitions of its own inside, which documents never have, so it was not read. Save the document again and send the new file.',
    );
  const root = parsed(text)
    .map(asNode)
    .find((node) => typeof node !== 'string' && node.name !== '?xml');
  if (root === undefined) throw damaged();
  return root as Element;
}

function parsed(text: string): Parsed[] {
  try {
    return parser.parse(text) as Parsed[];
  } catch (cause) {
    throw Object.assign(damaged(), { cause });
  }
}

function damaged(): DocumentRefused {
  return new DocumentRefused(
    'This file is damaged: its text could not be read. Open it in its own program, save it again and send the new file.',
  );
}

function asNode(parsedNode: Parsed): Node {
  if (parsedNode['#text'] !== undefined) return decodeEntities(String(parsedNode['#text']));
  const name = Object.keys(parsedNode).find((key) => key !== ':@')!;
  return { name, attributes: attributesOf(parsedNode[':@']), children: (parsedNode[name] as Parsed[]).map(asNode) };
}

const NONE = {};

function attributesOf(raw: Record<string, string> | undefined): Readonly<Record<string, string>> {
  if (raw === undefined) return NONE;
  for (const name of Object.keys(raw)) raw[name] = decodeEntities(String(raw[name]));
  return raw;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()]!;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The child elements of this name. */
export function childrenOf(element: Element | undefined, name: string): Element[] {
  return (element?.children ?? []).filter((child): child is Element => typeof child !== 'string' && child.name === name);
}

/** The first child element of this name, and on along the path. */
export function childOf(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let at = element;
  for (const name of path) at = childrenOf(at, name)[0];
  return at;
}

/** Every element of this name at any depth, in order. */
export function descendantsOf(element: Element, name: string): Element[] {
  const found: Element[] = [];
  const look = (at: Element): void => {
    for (const child of at.children) {
      if (typeof child === 'string') continue;
      if (child.name === name) found.push(child);
      look(child);
    }
  };
  look(element);
  return found;
}
