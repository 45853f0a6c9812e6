import { createBlockBuilder } from '../query/block-builder.ts';
import { cell, countRecords, type RecordBlock, Row, textStart } from '../query/record-block.ts';
import { redactText } from './redact-text.ts';
import { hasHint } from './secret-hints.ts';

/**
 * Returns the block with the secrets of its records masked; the same block if it has no secrets.
 * Everything that is printed about a record follows from its text.
 */
export function redactBlock(block: RecordBlock): RecordBlock {
  const redacted = redactedTexts(block);
  if (redacted.size === 0) return block;
  const builder = createBlockBuilder();
  for (let index = 0; index < countRecords(block); index++) {
    builder.copy(block, index, redacted.get(index));
  }
  return builder.take() ?? block;
}

/** Returns the texts that change, by the index of their record. */
function redactedTexts(block: RecordBlock): ReadonlyMap<number, string> {
  const redacted = new Map<number, string>();
  for (let index = 0; index < countRecords(block); index++) {
    const [start, end] = [textStart(block, index), cell(block, index, Row.textEnd)];
    if (!hasHint(block.texts, start, end)) continue;
    const text = block.texts.toString('utf8', start, end);
    const changed = redactText(text);
    if (changed !== text) redacted.set(index, changed);
  }
  return redacted;
}
