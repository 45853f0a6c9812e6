import type { Plan, Portion } from '../order/plan-portions.ts';
import type { ReadPortion } from '../order/read-portion.ts';
import type { SpareMemory } from './spare-memory.ts';
import type { Crew, Hand } from './worker-crew.ts';
import { claimedBy, type FoundInPortion, receivedBlock, sharePortions } from './worker-protocol.ts';

/** With what portions are read. */
export interface ReadOptions {
  /** Has nothing else to do any more. */
  readonly crew: Crew;
  /** Reads a portion in this thread. */
  readonly readHere: (portion: Portion) => Promise<ReadPortion>;
  /** Memory that the workers may have. */
  readonly spare: SpareMemory;
  readonly signal: AbortSignal;
}

/**
 * Reads the portions in worker threads and yields them in order. The workers read a few portions
 * ahead of whoever takes them. What a worker leaves that dies is read here. Throws the signal's reason
 * when it is aborted.
 */
export async function* readInWorkers(
  plan: Plan,
  { crew, readHere, spare, signal }: ReadOptions,
): AsyncGenerator<ReadPortion> {
  const shared = sharePortions(plan);
  const arrived = new Map<number, { readonly answer: FoundInPortion; readonly from: Hand }>();
  const lost = new Set<number>();
  let wake = () => {};
  crew.listen({
    answered(from, answer) {
      if (answer.kind === 'portion') arrived.set(answer.index, { answer, from });
      wake();
    },
    died({ number }) {
      for (const index of claimedBy(shared.claims, number)) lost.add(index);
      wake();
    },
  });
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  crew.tell({ kind: 'portions', shared });
  try {
    for (const [index, portion] of plan.portions.entries()) {
      while (!arrived.has(index) && !lost.has(index) && crew.hands().length > 0) {
        signal.throwIfAborted();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      signal.throwIfAborted();
      const next = arrived.get(index);
      arrived.delete(index);
      // Only what is taken in order makes room: nobody reads far ahead of the portion that is next.
      if (next) giveRoom(next.from, spare.takeSpare());
      yield next ? received(next.answer.read) : await readHere(portion);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** As much as is needed for an answer: what one worker has too much of, another would miss. */
function giveRoom(hand: Hand, spare: ArrayBuffer | undefined): void {
  hand.tell({ kind: 'taken', spare }, spare && [spare]);
}

function received({ blocks, ledger }: ReadPortion): ReadPortion {
  return {
    blocks: blocks.map(({ block, order }) => ({ block: receivedBlock(block), order })),
    ledger,
  };
}
