/** What shows that a text came through. */
export const MARK = 'Zanzibar';

/**
 * One text that tries everything any of the outputs could read as more than text, in every field that is kept: markup of Slack and of
 * Teams, HTML, Markdown, templates of cards, formulas, lines of a mail’s head, control characters.
 */
export const HOSTILE = [
  `=HYPERLINK("https://evil.example";"${MARK}")`,
  '<!channel> <!here|x> <@U0DORA> <#C0JOINT> <https://evil.example|click> @here',
  '<at>Everyone</at> <at id="0">x</at>',
  '</h1><img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt;',
  '**bold** _it_ ~no~ `code` [a](javascript:alert(1)) ![p](https://evil.example/p.png) | x | # h',
  '{{DATE(2016-03-31T00:00:00Z,SHORT)}} {{TIME(2016-03-31T00:00:00Z)}} {{user}}',
  ['title', 'if(true,1,2)', '$data'].map((template) => ['$', '{', template, '}'].join('')).join(' '),
  '\n=cmd|x \r=cmd|x \r\nBcc: everybody@evil.example\r\n\r\nBody \u2028 \u202Eback\u202C \u001b[31m\u001b]0;x\u0007 \u0000 \ud800',
].join(' ');
