import type { Command } from 'commander';
import { stdout } from './terminal.ts';

interface Flags {
  readonly prefix?: string;
}

/** Adds `faultline kernel install` and `faultline kernel uninstall`. */
export function addKernel(program: Command): void {
  const command = program
    .command('kernel')
    .summary('make TypeScript a language of Jupyter')
    .description('Tells Jupyter about the kernel TypeScript (Faultline), or takes it back.');
  command
    .command('install')
    .summary('add the kernel to Jupyter')
    .description('Writes a kernelspec, which Jupyter, VS Code and the like find by themselves.')
    .option('--prefix <folder>', 'for one environment: into <folder>/share/jupyter (default: for this user)')
    .addHelpText(
      'after',
      `
Examples:
  faultline kernel install
  faultline kernel install --prefix "$VIRTUAL_ENV"`,
    )
    .action(async ({ prefix }: Flags) => {
      const { installKernel } = await import('../notebook/runner/install-kernel.ts');
      const { folder, isKnown, data } = installKernel(prefix);
      const next = isKnown
        ? 'Open Jupyter or VS Code and choose the kernel TypeScript (Faultline).'
        : `Jupyter of that environment finds it; for any other: JUPYTER_PATH=${data}`;
      await stdout.write(`TypeScript (Faultline) is in ${folder}\n${next}\n`);
    });
  command
    .command('uninstall')
    .summary('take the kernel back from Jupyter')
    .description('Removes what kernel install wrote.')
    .option('--prefix <folder>', 'the one of kernel install --prefix (default: that of this user)')
    .action(async ({ prefix }: Flags) => {
      const { uninstallKernel } = await import('../notebook/runner/install-kernel.ts');
      const { folder, kept } = uninstallKernel(prefix);
      const rest = kept.length > 0 ? `; not ours and still there: ${kept.join(', ')}` : '';
      await stdout.write(`TypeScript (Faultline) was removed from ${folder}${rest}\n`);
    });
}
