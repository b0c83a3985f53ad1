import { concernsIn } from '../data/concerns.ts';
import { organisationCalled } from '../data/employment-contacts.ts';
import type { Partnership } from '../data/partnership.ts';
import type { Part } from './reply.ts';

/**
 * Who else helps, where a message is about more than a matter for an employer: wrongdoing that should be reported, or abuse at home.
 * @param organisations the writer’s home organisations, as far as they are known
 */
export function whoElseHelps(text: string, organisations: readonly string[], partnership: Partnership): Part[] {
  const concerns = concernsIn(text);
  return [
    ...(concerns.has('abuse at home') ? [abuseAtHome(partnership)] : []),
    ...(concerns.has('wrongdoing') ? wrongdoing(organisations, partnership) : []),
  ];
}

/** Where help is for somebody who is hurt or frightened at home. */
export function abuseAtHome({ signposts }: Partnership): Part {
  return {
    is: 'paragraph',
    text: `If someone at home is hurting or frightening you: the National Domestic Abuse Helpline, ${signposts.domesticAbuse}, free, any time. In danger now: ${signposts.emergency}.`,
  };
}

function wrongdoing(organisations: readonly string[], partnership: Partnership): Part[] {
  const heard = organisations.flatMap((id) => {
    const own = organisationCalled(id, partnership);
    const hears = own?.freedomToSpeakUp ?? own?.whistleblowing;
    return own === undefined || hears === undefined ? [] : [`${own.name}, ${hears.name}: ${hears.phone}.`];
  });
  const who =
    heard.length > 0
      ? heard.join(' ')
      : 'Your employer’s Freedom to Speak Up guardian or whistleblowing line; its switchboard will put you through.';
  return [
    { is: 'paragraph', text: `If you want to report wrongdoing, not only what it does to you: ${who}` },
    {
      is: 'paragraph',
      text: `You are protected by law if you are treated badly for it (Public Interest Disclosure Act 1998). You need no proof, only a reasonable belief that it is in the public interest. Protect, a charity, advises free and in confidence: ${partnership.signposts.whistleblowingAdvice}.`,
    },
  ];
}
