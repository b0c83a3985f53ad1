import { childOf, childrenOf, type Element } from './xml.ts';

/** What a paragraph of OpenDocument gets from its style. */
export type OdtStyle = { heading?: number; bold?: boolean; list?: string };

/** Facts of each paragraph and text style by its name. @param holders the elements that hold styles, the document’s own last */
export function readOdtStyles(holders: readonly (Element | undefined)[]): Map<string, OdtStyle> {
  const raw = new Map(
    holders.flatMap((holder) => childrenOf(holder, 'style').map((style) => [style.attributes.name ?? '', style] as const)),
  );
  return new Map([...raw].map(([name, style]) => [name, Object.assign({}, ...chainOf(style, raw).map(factsOf)) as OdtStyle]));
}

/** A style and those it is made from, the most general first. */
function chainOf(style: Element, all: ReadonlyMap<string, Element>): Element[] {
  const chain: Element[] = [];
  let at: Element | undefined = style;
  while (at !== undefined && chain.length < 20 && !chain.includes(at)) {
    chain.unshift(at);
    at = all.get(at.attributes['parent-style-name'] ?? ' ');
  }
  return chain;
}

function factsOf(style: Element): OdtStyle {
  const { name = '', 'default-outline-level': outline, 'list-style-name': list } = style.attributes;
  const named = /^Heading_20_(\d+)$/.exec(name)?.[1] ?? (/^(?:Title|Subtitle)$/.test(name) ? '1' : undefined);
  const heading = named ?? (outline === '' ? undefined : outline);
  const weight = childOf(style, 'text-properties')?.attributes['font-weight'];
  return {
    ...(heading === undefined ? {} : { heading: Number(heading) }),
    ...(weight === undefined ? {} : { bold: weight === 'bold' || Number(weight) >= 600 }),
    ...(list === undefined || list === '' ? {} : { list }),
  };
}
