import type { Recipe } from '../../core/recipe.ts';
import type { Dialect } from '../hub/dialect.ts';
import type { ServedSession } from '../session/served-session.ts';
import { cacheDialect } from './cache-dialect.ts';
import { interactiveDialect } from './interactive-dialect.ts';
import { type SessionFacts, sessionFacts } from './session-facts.ts';
import { simulationDialect } from './simulation-dialect.ts';
import { tradingDialect } from './trading-dialect.ts';

export type DialectName = 'interactive' | 'simulation' | 'cache' | 'trading' | 'trading packed';

/** The dialects of sessions, one object each: a session’s viewers share what was translated. */
export class SessionDialects {
  private readonly known = new WeakMap<ServedSession, Map<DialectName, Dialect>>();
  private readonly facts = new WeakMap<ServedSession, Promise<SessionFacts>>();

  factsOf(session: ServedSession): Promise<SessionFacts> {
    let facts = this.facts.get(session);
    if (facts === undefined) {
      facts = session.request({ do: 'recipe' }).then((recipe) => sessionFacts(recipe as Recipe));
      this.facts.set(session, facts);
      facts.catch(() => this.facts.delete(session));
    }
    return facts;
  }

  async get(session: ServedSession, name: DialectName): Promise<Dialect> {
    const facts = await this.factsOf(session);
    const dialects = this.known.get(session) ?? new Map<DialectName, Dialect>();
    this.known.set(session, dialects);
    const dialect = dialects.get(name) ?? made(session, name, facts);
    dialects.set(name, dialect);
    return dialect;
  }
}

function made({ id, model }: ServedSession, name: DialectName, facts: SessionFacts): Dialect {
  switch (name) {
    case 'interactive':
      return interactiveDialect(id);
    case 'simulation':
      return simulationDialect(model.name, facts);
    case 'cache':
      return cacheDialect(id);
    case 'trading':
      return tradingDialect(id, facts, 'plain');
    case 'trading packed':
      return tradingDialect(id, facts, 'gzip+base64');
  }
}
