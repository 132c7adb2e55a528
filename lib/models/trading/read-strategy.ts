import { FaultlineError } from '../../core/faultline-error.ts';
import { strategies } from './strategies/presets.ts';

/** A strategy from the text of a JSON file. @throws FaultlineError where it is none */
export function readStrategy(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const known = Object.keys(strategies).join(', ');
    const reason = (error as Error).message.split('\n')[0];
    throw new FaultlineError(path, text, `a strategy as JSON (${reason}); or by name: ${known}`);
  }
}
