/** Who asks, and what that one may do. */
export interface Identity {
  /** The owner of the sessions that it begins; those of others it does not see. */
  readonly owner: string;
  /** It sees the sessions of all, and the server’s own figures. */
  readonly isAdmin: boolean;
  /** It may do more than look. */
  readonly mayChange: boolean;
  /** The one session that it may see; null: all of its owner’s. */
  readonly only: string | null;
  /** When that ends, in milliseconds since 1970; null: never. */
  readonly expires: number | null;
}

/** Everybody, where there are no tokens. */
export const LOCAL: Identity = {
  owner: 'local',
  isAdmin: true,
  mayChange: true,
  only: null,
  expires: null,
};

/** Who has not said who it is, where that is not needed: it has nothing. */
export const NOBODY: Identity = {
  owner: '',
  isAdmin: false,
  mayChange: false,
  only: null,
  expires: null,
};
