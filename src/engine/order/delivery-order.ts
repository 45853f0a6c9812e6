/**
 * Events in the order of their times while their log files are read in the order of delivery.
 *
 * All numbers here are "positions": epoch milliseconds for oldest first, and the same with the sign
 * turned for newest first, so that in both orders the lesser position comes first.
 */
import { deliveryPosition } from '../../source/trail-layout/delivery-span.ts';
import type { TimeOrder } from './record-order.ts';

/** How events and files are ordered. */
export interface DeliveryOrder {
  /** The position of an event of this time (epoch milliseconds). */
  positionOf(time: number): number;
  /**
   * The position of a log file among the files: files are read in this order. Those whose names say
   * nothing about their delivery come first.
   */
  positionOfFile(name: string): number;
  /**
   * Takes the next file of the listing and returns its position from now on. A file that is listed behind
   * its place, such as one in the folder of another day, has the position of the file before it: events may
   * have been given by then that its own events come before.
   */
  list(name: string): number;
  /**
   * The position that events of a file, and of all files behind it, do not come before unless they are
   * late. Oldest first, an event may lie before its file for as long as delivery takes; newest first, by
   * as much as clocks differ.
   */
  boundOf(positionOfFile: number): number;
}

/** Clocks differ: a file's name can say an earlier time than an event in it. */
const clockSlack = 15 * 60_000;

/** Names whose positions are remembered. */
const mostKnown = 4096;

/**
 * `holdBack`: milliseconds after an event in which its file may be delivered, or Infinity when nothing
 * is known about that, and all events must be held until every file has been read.
 */
export function createDeliveryOrder(order: TimeOrder, holdBack: number): DeliveryOrder {
  const isForward = order === 'oldest-first';
  const known = new Map<string, number>();
  /** Positions of the files that were listed behind their places: few, as listings are sorted. */
  const misplaced = new Map<string, number>();
  let last = Number.NEGATIVE_INFINITY;
  const slack = isForward || holdBack === Number.POSITIVE_INFINITY ? holdBack : clockSlack;
  const positionOfFile = (name: string) => {
    const before = misplaced.get(name) ?? known.get(name);
    if (before !== undefined) return before;
    if (known.size === mostKnown) known.clear();
    const position = deliveryPosition(name, order);
    known.set(name, position);
    return position;
  };
  return {
    positionOf: isForward ? (time) => time : (time) => -time,
    positionOfFile,
    list(name) {
      const position = positionOfFile(name);
      if (position < last) misplaced.set(name, last);
      else last = position;
      return last;
    },
    // There is no bound behind the last file, however much is held back.
    boundOf: (position) => (position === Number.POSITIVE_INFINITY ? position : position - slack),
  };
}
