const KEY = 'faultline-token';

/**
 * The token that came with the address as `#token=…`, or that came before in this visit. It is taken out of
 * the address, so that it does not stand in the history or in what is shared.
 */
export function bearerToken(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const given = fragment.get('token');
  if (given === null) return sessionStorage.getItem(KEY);
  sessionStorage.setItem(KEY, given);
  fragment.delete('token');
  const rest = String(fragment);
  history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`));
  return given;
}
