import { createRequire } from 'node:module';
import { PROTOCOL_VERSION } from '../protocol/message.ts';

/** What a kernel says of itself when asked. */
export function kernelInfo(): Record<string, unknown> {
  const require = createRequire(import.meta.url);
  const { version } = require('../../../package.json') as { version: string };
  const typescript = (require('typescript/package.json') as { version: string }).version;
  return {
    status: 'ok',
    protocol_version: PROTOCOL_VERSION,
    implementation: 'faultline',
    implementation_version: version,
    language_info: {
      name: 'typescript',
      version: typescript,
      mimetype: 'text/x.typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: { name: 'javascript', typescript: true },
      nbconvert_exporter: 'script',
    },
    banner: `Faultline ${version}: TypeScript ${typescript} on Node ${process.versions.node}`,
    help_links: [{ text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' }],
    debugger: false,
    supported_features: [],
  };
}
