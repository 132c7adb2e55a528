import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TradeMessage } from './trade-message.ts';

/**
 * SHA-256 of a list of trades as JSON, in lower-case hex: equal exactly when the lists are, byte for byte.
 */
export function tradesDigest(trades: readonly TradeMessage[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(trades))));
}
