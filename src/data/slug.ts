const SLUG_AT_MOST = 48;

/** An id of small letters, digits and hyphens: `isle-of-wight`. @param otherwise for a text that has no such letter */
export function slugOf(text: string, otherwise: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (plain.length <= SLUG_AT_MOST) return plain || otherwise;
  return plain.slice(0, Math.max(plain.lastIndexOf('-', SLUG_AT_MOST), 8)).replace(/-+$/, '');
}

/** Makes a giver of names: one that was given before, whatever its capitals, comes back as `another` writes it. */
export function makeNamer(another: (name: string, times: number) => string): (name: string) => string {
  const given = new Set<string>();
  const times = new Map<string, number>();
  return (name) => {
    const key = name.toLowerCase();
    let free = name;
    while (given.has(free.toLowerCase())) {
      times.set(key, (times.get(key) ?? 1) + 1);
      free = another(name, times.get(key)!);
    }
    given.add(free.toLowerCase());
    return free;
  };
}
