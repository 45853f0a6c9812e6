import { StringDecoder } from 'node:string_decoder';
import { none } from 'stream-chain';
import { jsonParser, type Token } from 'stream-json/parser.js';
import type { BytesPart } from './inflate/bytes-part.ts';
import { type JsonPiece, maxRecordBytes, tooLong } from './json/json-reader.ts';
import { maxRecordDepth } from './json/skip-value.ts';

/**
 * Reads a document that is too large to hold and has no known record array, such as an export of a
 * search index. Yields the elements of its outermost arrays, wherever these arrays are; the lists
 * may be empty. Every piece has the offset of the whole document.
 */
export async function* readOversizedDocument(
  { start, offset }: { readonly start: Uint8Array; readonly offset: number },
  rest: AsyncIterable<BytesPart>,
  damage?: string,
): AsyncGenerator<readonly JsonPiece[]> {
  const pieces: JsonPiece[] = [];
  const tokens = createTokenizer(createElementFinder(offset, (piece) => pieces.push(piece)));
  let reason = damage;
  for await (const part of inSlices(start, rest)) {
    if (part.kind === 'damage') reason = part.reason;
    else {
      const problem = tokens.push(part.bytes);
      yield pieces.splice(0);
      if (problem !== undefined) {
        reason ??= problem;
        break;
      }
    }
  }
  if (!tokens.isComplete()) reason ??= 'the input ends in the middle of a document';
  if (reason !== undefined) yield [{ kind: 'damage', offset, reason, record: false }];
}

/** Returns whether these bytes are JSON, as far as they go. */
export function beginsAsDocument(start: Uint8Array): boolean {
  const tokens = createTokenizer({ take: () => {}, isOpen: () => true });
  for (let at = 0; at < start.length; at += sliceBytes) {
    if (tokens.push(start.subarray(at, at + sliceBytes)) === notJson) return false;
  }
  return true;
}

async function* inSlices(
  start: Uint8Array,
  rest: AsyncIterable<BytesPart>,
): AsyncGenerator<BytesPart> {
  for (let at = 0; at < start.length; at += sliceBytes) {
    yield { kind: 'bytes', bytes: start.subarray(at, at + sliceBytes) };
  }
  yield* rest;
}

/**
 * The number of bytes parsed in one step. It is small, because tokens take many times the memory of
 * their text.
 */
const sliceBytes = 2 ** 16;

const notJson = 'not valid JSON';

function createTokenizer(finder: ReturnType<typeof createElementFinder>) {
  const parse = jsonParser({
    jsonStreaming: true,
    packStrings: false,
    streamKeys: false,
    streamNumbers: false,
  });
  const decoder = new StringDecoder('utf8');
  /** The number of bytes since the last token: the parser holds them. */
  let held = 0;
  return {
    /** Returns why the document cannot be read further; undefined while it can. */
    push(bytes: Uint8Array): string | undefined {
      try {
        const tokens = parse(decoder.write(Buffer.from(bytes)));
        const taken = tokens === none ? [] : tokens.values;
        for (const token of taken) finder.take(token);
        held = taken.length > 0 ? 0 : held + bytes.length;
      } catch (error) {
        return error instanceof RangeError ? error.message : notJson;
      }
      return held > maxRecordBytes ? `a number or name ${tooLong}` : undefined;
    },
    isComplete: () => !finder.isOpen(),
  };
}

/** Rebuilds the text of each element of an outermost array from the tokens of the document. */
function createElementFinder(offset: number, sink: (piece: JsonPiece) => void) {
  /**
   * For each open bracket: whether it is an array, and whether the next item needs a comma before
   * it.
   */
  const open: { readonly array: boolean; comma: boolean }[] = [];
  let openArrays = 0;
  /** The number of open brackets around the current element; undefined between elements. */
  let outside: number | undefined;
  let parts: string[] = [];
  let length = 0;

  const add = (text: string) => {
    if (outside === undefined) return;
    length += text.length;
    if (length <= maxRecordBytes) parts.push(text);
    else parts = [];
  };
  const separate = (commaAfter: boolean) => {
    const parent = open.at(-1);
    if (outside !== undefined && open.length > outside && parent?.comma) add(',');
    if (parent) parent.comma = commaAfter;
  };
  const finish = () => {
    const text = parts.join('');
    if (length > maxRecordBytes) {
      sink({
        kind: 'damage',
        offset,
        reason: tooLong,
        record: true,
      });
    } else {
      sink({ kind: 'value', value: JSON.parse(text), text, offset });
    }
    outside = undefined;
    parts = [];
    length = 0;
  };
  const enter = (array: boolean) => {
    if (open.length === maxRecordDepth) throw new RangeError('nested too deep');
    const inOutermostArray = open.at(-1)?.array === true && openArrays === 1;
    if (outside === undefined && inOutermostArray) outside = open.length;
    separate(true);
    open.push({ array, comma: false });
    if (array) openArrays++;
    add(array ? '[' : '{');
  };
  const leave = (bracket: string) => {
    if (open.pop()?.array) openArrays--;
    add(bracket);
    if (outside === open.length) finish();
  };
  const scalar = (text: string, commaAfter = true) => {
    separate(commaAfter);
    add(text);
  };

  const take = (token: Token): void => {
    switch (token.name) {
      case 'startObject':
      case 'startArray':
        enter(token.name === 'startArray');
        break;
      case 'endObject':
      case 'endArray':
        leave(token.name === 'endArray' ? ']' : '}');
        break;
      case 'keyValue':
        scalar(`${JSON.stringify(token.value)}:`, false);
        break;
      case 'startString':
        scalar('"');
        break;
      case 'stringChunk':
        add(JSON.stringify(token.value).slice(1, -1));
        break;
      case 'endString':
        add('"');
        break;
      case 'numberValue':
        scalar(token.value);
        break;
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        scalar(String(token.value));
        break;
    }
  };
  return { take, isOpen: () => open.length > 0 };
}
