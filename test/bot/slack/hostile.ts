/** A text that tries everything Slack reads as markup, and characters that hide or turn text. */
export const hostile =
  '<!channel> <@U1> <https://evil.example|click> *bold* _it_ `code` [a](javascript:alert) &amp; :smile: \u202Eback\u202C \u0000\u0007 שלום';

/** Elements in which Slack would read markup; there is none. */
export function interpreted(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as { type?: unknown }).type;
  const here =
    own === 'mrkdwn' || own === 'markdown' || own === 'link' || own === 'user' || own === 'broadcast' || own === 'emoji' ? [value] : [];
  return [...here, ...Object.values(value).flatMap(interpreted)];
}
