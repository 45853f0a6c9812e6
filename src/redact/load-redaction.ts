import type { RecordBlock } from '../query/record-block.ts';

/** Returns the block to print. */
type RedactBlock = (block: RecordBlock) => RecordBlock;

/**
 * Returns the function that masks the secrets of a block, or one that changes nothing. A run that
 * does not redact starts without the code and the tables that find secrets.
 */
export async function loadRedaction(isOn: boolean): Promise<RedactBlock> {
  return isOn ? (await import('./redact-block.ts')).redactBlock : (block) => block;
}
