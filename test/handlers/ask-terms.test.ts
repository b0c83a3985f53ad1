import { describe, expect, it } from 'vitest';
import { partnershipFile } from '../../src/data/partnership.ts';
import { doesNotSay } from '../../src/handlers/cite.ts';
import { asMessage, button, clausesIn, knowledge, labels, openDoor, PAT, refsIn, SAM, TEAM, textOf, UNA } from './front-door.ts';

const door = await openDoor();
const { say, press } = door;

describe('a question the agreement answers', () => {
  it('gets the clause, where it stands, and what can be worked out, said to be a calculation', async () => {
    const reply = await say('how do we get out of this deal?');
    expect(textOf(reply).split('\n')).toEqual([
      "Either partner can end the agreement by giving six months' notice.",
      'Darlington memorandum, 11(o) · Memorandum provisions',
      'Notice given today, 22 November 2026, would end it on 22 May 2027. A calculation, not legal advice.',
    ]);
    expect(labels(reply)).toEqual(expect.arrayContaining(['Show the clause', 'Helpful', 'Not helpful']));
    expect(labels(reply).filter((label) => label.startsWith('Related: '))).toHaveLength(2);
  });

  it.each([
    'how much notice do we have to give?',
    'ask how much notice do we have to give?',
    'whats the notise period if we want to terminate',
  ])('is found by other words too: %s', async (question) => {
    expect(refsIn(await say(question))).toEqual(['11(o)']);
  });

  it.each([
    ['carbon impact?', 'Implications: Carbon Impact'],
    ["isle of wight what's option 2", '8.2'],
    ['do carers and families have a say in planning isle of wight', '2.4 bullet 14'],
  ])('reaches its clause though its words alone do not read like a question of terms: %s', async (question, ref) => {
    expect(refsIn(await say(question))).toEqual([ref]);
  });

  it('shows the items when it asks for a list as a whole', async () => {
    const aims = await say('what are the aims of the partnership', UNA, null).then((choice) =>
      press(button(choice, 'Isle of Wight Executive report'), UNA),
    );
    const areas = await say('harrow: what four areas must be settled', UNA);
    expect(refsIn(asMessage(aims))).toEqual(['2.4']);
    expect(refsIn(areas)).toEqual(['2.2.1']);
    const items = (reply: typeof areas) => reply.parts.flatMap((part) => (part.is === 'list' ? part.items : []));
    expect(items(asMessage(aims))).toHaveLength(19);
    expect(items(areas).map((item) => item.split(':')[0])).toEqual([1, 2, 3, 4].map((n) => `2.2.1 bullet ${n}`));
  });
});

describe('a question the agreement does not answer', () => {
  it('is told so, with the nearest clause and whom to ask', async () => {
    const reply = await say('who do we send the notice letter to?');
    expect(textOf(reply).split('\n')).toEqual([
      'The Darlington memorandum does not say who notice is sent to.',
      'The nearest it comes:',
      "Either partner can end the agreement by giving six months' notice.",
      'Darlington memorandum, 11(o) · Memorandum provisions',
      'The Director of Commissioning keeps this agreement: Dora Director.',
    ]);
    expect(labels(reply)).not.toContain('Helpful');
  });

  it('of a report about an agreement is told that the report is not the agreement, once', async () => {
    const text = textOf(await say('whats our notice period isle of wight', UNA));
    expect(text).toContain('The Isle of Wight Executive report does not say how long the notice period is.\nIt is a report to');
    expect(text.match(/The proposed agreement is its Appendix 4/g)).toHaveLength(1);
    expect(text).toContain('Appendices: Appendix 4');
  });

  it('reads as a sentence, whatever any of the records says is missing', () => {
    const sentences = [...knowledge.agreements.values()].flatMap((agreement) =>
      agreement.silences.map(({ what }) => doesNotSay(agreement, what)),
    );
    expect(sentences.length).toBeGreaterThan(100);
    for (const sentence of sentences)
      expect(sentence).toMatch(
        / does not (say ((on|in|at|for|by) )?(who|what|which|when|where|whether|why|how|anything)|give (the|an?)) .*[^.]\.$/,
      );
  });

  it('is kept once, whoever asks it and however often, without a name', async () => {
    const own = await openDoor();
    for (const as of [SAM, SAM, UNA]) await own.say('darlington: who chairs the joint meetings?', as);
    await own.say('Darlington: WHO chairs the joint meetings?');
    expect(await own.stores.unanswered.list(['darlington'], 10)).toEqual([
      {
        question: expect.stringMatching(/who chairs/i),
        agreement: 'darlington',
        nearest: expect.any(String),
        at: '2026-11-22T12:00:00.000Z',
      },
    ]);
    expect(await own.dump()).not.toMatch(/@|Secondee|Unknown/);
  });
});

describe('a paragraph asked for by its number', () => {
  it('is shown with what it stands under, its neighbours, and whose words these are', async () => {
    const reply = await say('what does 11(o) say');
    expect(refsIn(reply)).toEqual(['11(o)']);
    expect(textOf(reply)).toContain('It stands under 11:');
    expect(textOf(reply)).toContain('The document’s own wording is what counts.');
    expect(labels(reply)).toEqual(['Before: 11(n) Gain/share', 'After: 11(p) No financial detriment']);
  });

  it.each(['what does 1.1 say in derby', '1.1 derby'])('that is printed three times is a choice of three: %s', async (question) => {
    const reply = await say(question, UNA);
    expect(textOf(reply)).toContain('The Derby Cabinet report has three paragraphs numbered 1.1.');
    expect(labels(reply)).toEqual([
      'Summary 1.1: February 2007 report',
      'Supporting 1.1: Models compared',
      'Appendix 1.1: Financial implications',
    ]);
    expect(refsIn(asMessage(await press(reply.buttons[1]!, UNA)))).toEqual(['Supporting 1.1']);
  });

  it('alone is understood, and asked about when nobody knows which agreement', async () => {
    expect(textOf(await say('1.1'))).toContain('The Darlington memorandum has no paragraph numbered 1.1.');
    const choice = await say('1.1', UNA);
    const chosen = asMessage(await press(button(choice, 'Derby Cabinet report'), UNA));
    expect(chosen).toMatchObject({ pressed: 'replaced' });
    expect(chosen.buttons).toHaveLength(3);
  });
});

describe('Purbeck, which is not legally binding', () => {
  const purbeck = knowledge.agreements.get('purbeck')!;
  const CAVEAT = 'The memorandum is not legally binding and no party can enforce it (MoU intro 2).';

  it.each([...new Set(purbeck.duties.map((duty) => duty.ref))])('says so when it shows the duty in %s', async (ref) => {
    expect(textOf(asMessage(await press({ name: 'show-clause', value: { a: 'purbeck', r: ref } })))).toContain(CAVEAT);
  });

  it('says so when a duty answers a question, when it is only the nearest, and among its dates', async () => {
    for (const question of ['are we going to set up a programme board', 'how often does the programme board meet', 'reviews']) {
      const reply = await say(question, PAT);
      expect(textOf(reply)).toContain(CAVEAT);
    }
  });

  it('does not say so of a clause that asks nothing of anybody', async () => {
    const reply = asMessage(await press({ name: 'show-clause', value: { a: 'purbeck', r: 'MoU intro 1' } }));
    expect(refsIn(reply)).toEqual(['MoU intro 1']);
    expect(textOf(reply)).not.toContain(CAVEAT);
  });
});

describe('more', () => {
  it('lists further clauses, each to be opened, to the asker alone', async () => {
    const answer = await say('how do we get out of this deal?', SAM, TEAM);
    const more = asMessage(await press(button(answer, 'See more clauses'), SAM, TEAM));
    expect(more.audience).toBe('asker');
    expect(textOf(more)).toContain('Other clauses that may bear on it');
    expect(labels(more).length).toBeGreaterThan(2);
    const [opened] = clausesIn(asMessage(await press(more.buttons[0]!)));
    expect(opened).toBeDefined();
  });
});

const ALL = [...knowledge.agreements.values()].map((agreement) => agreement.name);

describe('which agreement a question is about', () => {
  it('is asked of somebody bound to none; pressing one answers in place', async () => {
    const choice = await say('how much notice do we have to give?', UNA);
    expect(textOf(choice)).toContain('Which agreement is this about?');
    expect(labels(choice)).toEqual(ALL);
    const answered = asMessage(await press(button(choice, 'Darlington memorandum'), UNA));
    expect(answered).toMatchObject({ pressed: 'replaced', audience: 'asker' });
    expect(refsIn(answered)).toEqual(['11(o)']);
  });

  it('is the channel’s, also for somebody bound to none or to another', async () => {
    const reply = await say('how much notice do we have to give?', UNA, TEAM);
    expect(refsIn(reply)).toEqual(['11(o)']);
    expect(reply.audience).toBe('room');
    expect(textOf(await say('how much notice do we have to give?', SAM, { channel: 'derby-team', aloud: true }))).toContain('Derby');
  });

  it('is the one a question names, whatever the channel', async () => {
    expect(textOf(await say('harrow: how much notice', SAM, TEAM))).toContain('The Harrow report does not say');
  });

  it('is asked of somebody with two posts: of those two only', async () => {
    const secondment = { home: ['dccg'], host: 'dbc', post: 'Commissioner', from: '2014-09-01' };
    const partnership = partnershipFile.parse({
      organisations: knowledge.partnership.organisations,
      people: [
        {
          email: SAM,
          name: 'Sam',
          secondments: [
            { ...secondment, agreement: 'darlington' },
            { ...secondment, agreement: 'purbeck' },
            { ...secondment, agreement: 'derby', to: '2016-03-31' },
          ],
        },
      ],
    });
    const own = await openDoor({ partnership });
    expect(labels(await own.say('how much notice do we have to give?'))).toEqual(['Darlington memorandum', 'Purbeck memorandum']);
  });

  it('stays short enough for a button on every platform, however long the question', async () => {
    const long = `how much notice do we have to give ${'to the other partner '.repeat(60)}`.slice(0, 1200);
    for (const reply of [await say(long, UNA), await say(long, SAM, { channel: 'darlington-team', aloud: false }), await say(long)]) {
      expect(reply.buttons.length).toBeGreaterThan(0);
      for (const { value } of reply.buttons) expect(JSON.stringify(value).length).toBeLessThan(1500);
    }
  });
});

describe('across agreements', () => {
  it('“which of ours is not legally binding?” names the one that says so, cited, and what the others do not say', async () => {
    const reply = await say('which of ours is not legally binding?', UNA);
    const lines = textOf(reply).split('\n');
    expect(lines[0]).toBe('Of the five agreements, only the Purbeck memorandum says something on that.');
    expect(refsIn(reply)).toEqual(['MoU intro 2']);
    expect(lines).toContain('- The Darlington memorandum does not say whether the memorandum is legally binding.');
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(4);
  });

  it('“compare notice” sets them side by side: who says and who is silent', async () => {
    const reply = await say('compare notice', SAM);
    expect(refsIn(reply)).toEqual(['11(o)']);
    expect(textOf(reply)).toContain('- The Harrow report does not say how much notice a partner must give to leave.');
    expect(labels(reply)).toEqual(['Darlington memorandum, 11(o)']);
  });

  it('compares the two a question names', async () => {
    expect(textOf(await say('compare darlington and derby on notice', UNA))).toMatch(/^Of the two agreements, only the Darlington/);
  });

  it('says that none says it', async () => {
    const reply = await say('do any of them say who pays for parking at the swimming pool', UNA);
    expect(reply.kind).toBe('message');
    for (const name of ALL) expect(textOf(reply)).toContain(name);
  });
});
