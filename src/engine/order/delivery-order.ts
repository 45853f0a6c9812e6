/**
 * Positions of events and log files in time. With them, events can be put in order while their
 * files are read in the order of delivery.
 *
 * A position is a time in epoch milliseconds for oldest first, and the same with the opposite sign
 * for newest first, so that in both orders the smaller position comes first.
 */
import { deliveryPosition } from '../../source/trail-layout/delivery-span.ts';
import type { TimeOrder } from './record-order.ts';

/** The positions of events and files in one order. */
export interface DeliveryOrder {
  /** Returns the position of an event at this time (epoch milliseconds). */
  positionOf(time: number): number;
  /**
   * Returns the position of a log file: files are read in this order. Files whose names do not say
   * when they were delivered come first.
   */
  positionOfFile(name: string): number;
  /**
   * Notes the next file of the listing, and returns the position that the file has from now on. A
   * file that is listed too late, such as one in the folder of another day, gets the position of
   * the file before it: later events than its own may already have been yielded.
   */
  placeNext(name: string): number;
  /**
   * Returns a position before which no event of this file, or of any later file, is expected: such
   * an event is late. Oldest first, an event may precede its file by the time that delivery takes;
   * newest first, by the difference between clocks.
   */
  boundOf(positionOfFile: number): number;
}

/**
 * Milliseconds by which clocks may differ: a file's name can have an earlier time than an event in
 * it.
 */
const clockSlack = 15 * 60_000;

/** The maximum number of file names whose positions are remembered. */
const maxKnown = 4096;

/**
 * Creates the order. `holdBack` is the longest time, in milliseconds, between an event and the
 * delivery of its file; Infinity to hold all events until every file has been read.
 */
export function createDeliveryOrder(order: TimeOrder, holdBack: number): DeliveryOrder {
  const isForward = order === 'oldest-first';
  const known = new Map<string, number>();
  /** Positions of the files that were listed too late: few, as listings are sorted. */
  const misplaced = new Map<string, number>();
  let last = Number.NEGATIVE_INFINITY;
  const slack = isForward || holdBack === Number.POSITIVE_INFINITY ? holdBack : clockSlack;
  const positionOfFile = (name: string) => {
    const before = misplaced.get(name) ?? known.get(name);
    if (before !== undefined) return before;
    if (known.size === maxKnown) known.clear();
    const position = deliveryPosition(name, order);
    known.set(name, position);
    return position;
  };
  return {
    positionOf: isForward ? (time) => time : (time) => -time,
    positionOfFile,
    placeNext(name) {
      const position = positionOfFile(name);
      if (position < last) misplaced.set(name, last);
      else last = position;
      return last;
    },
    // After the last file, all events can be yielded, whatever the slack.
    boundOf: (position) => (position === Number.POSITIVE_INFINITY ? position : position - slack),
  };
}
