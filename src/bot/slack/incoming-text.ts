/*
 * Slack sends what people type in its own markup: `<@U1|name>`, `<#C1|x>`, `<https://…|text>`, and `&`, `<`, `>` as entities. A handler
 * is given the words as they were read on the screen.
 */

/**
 * The words of a message as plain text.
 * @param bot Accord’s own user id where it is known: its mention is taken out wherever it stands
 */
export function plainTextOf(text: string, bot?: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => words(inside, bot))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** As `plainTextOf`, for a message that begins by calling Accord when its own id is not known: the first mention is Accord’s. */
export function plainTextOfMention(text: string, bot: string | undefined): string {
  return plainTextOf(text, bot ?? /<@([A-Z0-9]+)/.exec(text)?.[1]);
}

function words(inside: string, bot: string | undefined): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  switch (target[0]) {
    case '@':
      return target.slice(1) === bot ? ' ' : at(label || target.slice(1), '@');
    case '#':
      return at(label || target.slice(1), '#');
    case '!':
      // <!here>, <!subteam^S1|@finance>, <!date^…|1 May 2026>: what stood on the screen is the label.
      return label || at(target.slice(1).split('^')[0]!, '@');
    default:
      return label || target.replace(/^mailto:/, '');
  }
}

function at(name: string, sign: string): string {
  return name.startsWith(sign) ? name : `${sign}${name}`;
}
