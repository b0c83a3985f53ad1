import { nameOfClause, sourceOf } from './cite.ts';
import type { Handler } from './handler.ts';
import { message } from './reply.ts';

const SHOWN = 6;

/** Lists further clauses that come near a question, each to be opened. */
export const showMore: Handler = async (request, stores) => {
  if (request.act.is !== 'pressed') return { kind: 'silence' };
  const { q: question = '', a: id = '' } = request.act.value;
  const finding = stores.finder.find(question, [id]);
  const found = [...finding.clauses, ...finding.nearest].slice(1, 1 + SHOWN);
  if (found.length === 0) return message('asker', [{ is: 'heading', text: 'No other clause comes near that question.' }]);
  return message(
    'asker',
    [
      { is: 'heading', text: 'Other clauses that may bear on it' },
      {
        is: 'list',
        items: found.map(
          ({ agreement, clause }) => `${clause.label}: ${clause.says.split(/(?<=\.)\s/)[0]} (${sourceOf(agreement, clause)})`,
        ),
      },
    ],
    found.map(({ clause }) => ({ name: 'show-clause', label: nameOfClause(clause), value: { a: id, r: clause.ref } })),
  );
};
