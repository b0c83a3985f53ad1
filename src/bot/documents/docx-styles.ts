import { childOf, childrenOf, type Element } from './xml.ts';

/*
 * word/styles.xml: what a paragraph gets from its style and from the styles that one is based on.
 */

export type StyleFacts = {
  name: string;
  heading?: number;
  numId?: string;
  level?: number;
  bold?: boolean;
  indent?: number;
};

/** Facts of each style by its id; the default paragraph style under ''. */
export function readStyles(root: Element | undefined): Map<string, StyleFacts> {
  const raw = new Map(childrenOf(root, 'style').map((style) => [style.attributes.styleId ?? '', style] as const));
  const read = new Map<string, StyleFacts>();
  for (const [id, style] of raw) {
    const chain = chainOf(style, raw);
    read.set(id, Object.assign({ name: '' }, ...chain.map(factsOf), { name: nameOf(style) }));
    if (style.attributes.type === 'paragraph' && style.attributes.default !== undefined && isOn(style.attributes.default))
      read.set('', read.get(id)!);
  }
  return read;
}

/** A style and those it is based on, the most general first. */
function chainOf(style: Element, all: ReadonlyMap<string, Element>): Element[] {
  const chain: Element[] = [];
  let at: Element | undefined = style;
  while (at !== undefined && chain.length < 20 && !chain.includes(at)) {
    chain.unshift(at);
    at = all.get(childOf(at, 'basedOn')?.attributes.val ?? ' ');
  }
  return chain;
}

function factsOf(style: Element): Partial<StyleFacts> {
  const outline = childOf(style, 'pPr', 'outlineLvl')?.attributes.val;
  const named = /^heading (\d)$/i.exec(nameOf(style))?.[1] ?? (/^(?:title|subtitle)$/i.test(nameOf(style)) ? '1' : undefined);
  const heading = named !== undefined ? Number(named) : outline !== undefined && Number(outline) < 9 ? Number(outline) + 1 : undefined;
  const bold = childOf(style, 'rPr', 'b');
  return {
    ...(heading === undefined ? {} : { heading }),
    ...(bold === undefined ? {} : { bold: isOn(bold.attributes.val) }),
    ...paragraphFacts(childOf(style, 'pPr')),
  };
}

/** What paragraph properties say of numbering and of the distance from the margin, in twentieths of a point. */
export function paragraphFacts(properties: Element | undefined): { numId?: string; level?: number; indent?: number } {
  const numbering = childOf(properties, 'numPr');
  const [numId, level] = [childOf(numbering, 'numId')?.attributes.val, childOf(numbering, 'ilvl')?.attributes.val];
  const indent = indentOf(properties);
  return {
    ...(numId === undefined ? {} : { numId }),
    ...(level === undefined ? {} : { level: Number(level) }),
    ...(indent === undefined ? {} : { indent }),
  };
}

/** The left indent of paragraph properties, in twentieths of a point. */
export function indentOf(properties: Element | undefined): number | undefined {
  const { left, start } = childOf(properties, 'ind')?.attributes ?? {};
  const value = Number(left ?? start);
  return (left ?? start) === undefined || Number.isNaN(value) ? undefined : value;
}

/** A switch is on when it is there, unless it says otherwise. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !/^(?:0|false|off|none)$/i.test(value);
}

function nameOf(style: Element): string {
  return childOf(style, 'name')?.attributes.val ?? '';
}
