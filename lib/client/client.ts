import type { RunOptions } from '../core/recipe.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import type { Pace } from '../live/pace.ts';
import type { Api } from './api.ts';
import type { OpenStream } from './open-stream.ts';
import { RemoteSession } from './remote-session.ts';
import type { SessionInfo } from './session-info.ts';

/** What begins a session: a model and what is to differ from its defaults, or a whole recipe. */
export interface NewSession<Words extends Vocabulary = Vocabulary>
  extends Omit<RunOptions<Words>, 'without'> {
  /** The name of a model; a recipe names its own. */
  readonly model?: string;
  /** A whole recipe, instead of model, config, seed, commands and until. */
  readonly recipe?: object;
  /** For people. */
  readonly name?: string;
  /** As fast as it can when left out. */
  readonly pace?: Pace;
  /** `false`: it stays paused at its start. */
  readonly start?: boolean;
  /** Seconds without a viewer after which it is deleted; left out: it is kept. */
  readonly idle?: number;
  /** A person is asked for decisions; after `wait` seconds the recommended one is taken, null: never. */
  readonly decisions?: { readonly wait?: number | null };
}

/** A model that a server has. */
export interface ModelInfo {
  readonly name: string;
  readonly help: string;
  readonly [field: string]: unknown;
}

/** A server of sessions. Its methods throw a `ClientError` when it refuses or cannot be reached. */
export class Client {
  private readonly streams: OpenStream;
  private readonly api: Api;

  constructor(streams: OpenStream) {
    this.streams = streams;
    this.api = streams.api;
  }

  models(): Promise<readonly ModelInfo[]> {
    return this.api.json('GET', '/models');
  }

  /** Begins a session. `Words` are its model's: `create<BanksVocabulary>({ model: 'banks' })`. */
  async create<Words extends Vocabulary = Vocabulary>(
    given: NewSession<Words>,
  ): Promise<RemoteSession<Words>> {
    const { id } = await this.api.json<SessionInfo>('POST', '/sessions', { body: given });
    return this.session<Words>(id);
  }

  /** What there is to be seen. */
  sessions(): Promise<readonly SessionInfo[]> {
    return this.api.json('GET', '/sessions');
  }

  /** A session by its id; that it exists is found out when it is asked something. */
  session<Words extends Vocabulary = Vocabulary>(id: string): RemoteSession<Words> {
    return new RemoteSession<Words>(id, this.api, this.streams);
  }
}
