import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder in which Jupyter keeps one person's kernels: $JUPYTER_DATA_DIR, or the system's own place. */
export function userDataFolder(env: Environment = process.env, platform = process.platform): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  const home = env.HOME || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'jupyter');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter');
}

/** The folders that Jupyter looks through for kernels, first come first served. */
export function jupyterDataFolders(env: Environment = process.env, platform = process.platform): string[] {
  const extra = (env.JUPYTER_PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const prefixes = [env.VIRTUAL_ENV, env.CONDA_PREFIX].filter((prefix) => prefix !== undefined);
  const system =
    platform === 'win32'
      ? [join(env.PROGRAMDATA || 'C:\\ProgramData', 'jupyter')]
      : ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  return [
    ...extra,
    userDataFolder(env, platform),
    ...prefixes.map((prefix) => join(prefix, 'share', 'jupyter')),
    ...system,
  ];
}
