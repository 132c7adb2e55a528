import type { Command } from 'commander';

interface Flags {
  readonly allowFiles?: true;
}

/** Adds `faultline mcp`: runs and their explanations, for assistants. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .summary('serve assistants over the Model Context Protocol')
    .description(
      'Serves an assistant over stdin and stdout: it can run models, and ask why something happened. ' +
        'Ends when stdin is closed.',
    )
    .option('--allow-files', 'let the assistant read files and load modules of this machine, and load logs')
    .addHelpText(
      'after',
      `
In the configuration of an assistant:
  { "mcpServers": { "faultline": { "command": "npx", "args": ["faultline", "mcp"] } } }`,
    )
    .action(async ({ allowFiles }: Flags) => {
      const { serveStdio } = await import('../server/mcp/serve-stdio.ts');
      await serveStdio({ allowFiles: allowFiles === true });
    });
}
