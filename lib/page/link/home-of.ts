import { ClientError } from '../../client/client-error.ts';
import { connect } from '../../client/connect.ts';
import { bearerToken } from './bearer-token.ts';
import type { SessionHome } from './open-session.ts';
import { serverHome } from './server-link.ts';
import { spawnWorker } from './spawn-worker.ts';
import { workerHome } from './worker-link.ts';

/** Where runs go: to the server that the page names (`meta name="faultline-server"`), else into workers. */
export function homeOf(page: Document): SessionHome {
  const server = page.querySelector<HTMLMetaElement>('meta[name="faultline-server"]')?.content;
  if (!server) return workerHome(spawnWorker);
  const served = serverHome(connect(server, { token: bearerToken() }), {
    read: () => new URLSearchParams(location.search).get('session'),
    write: (id) => {
      const address = new URL(location.href);
      if (id === null) address.searchParams.delete('session');
      else address.searchParams.set('session', id);
      // The link that was opened is a run of the past once there is a session.
      address.hash = '';
      history.replaceState(history.state, '', address);
    },
  });
  return {
    find: served.find,
    open: async (run) => {
      try {
        return await served.open(run);
      } catch (error) {
        if (!(error instanceof ClientError) || error.status !== 503) throw error;
        const opened = await workerHome(spawnWorker).open(run);
        return {
          ...opened,
          notice: `The server has no room (${error.message}): this run is in your browser`,
        };
      }
    },
  };
}
