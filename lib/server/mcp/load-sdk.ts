import { FaultlineError } from '../../core/faultline-error.ts';

/**
 * The parts of the Model Context Protocol's SDK that the server is made of. An optional package, loaded here
 * alone: no other command pays for it.
 *
 * @throws FaultlineError when it is not installed.
 */
export async function loadSdk() {
  try {
    const [mcp, stdio, types] = await Promise.all([
      import('@modelcontextprotocol/sdk/server/mcp.js'),
      import('@modelcontextprotocol/sdk/server/stdio.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ]);
    return { ...mcp, ...stdio, ...types };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new FaultlineError(
      'a Model Context Protocol server',
      reason,
      'install what it needs: npm install @modelcontextprotocol/sdk',
    );
  }
}
