/**
 * CBOR (RFC 8949), of it only what a code holds: whole numbers, texts, bytes, lists and maps with texts for keys.
 * Lengths are definite, numbers in their shortest form, keys in their order (4.2.1): whatever could be written in
 * another way is refused.
 */

import { NotACode } from "./fault.js";

const NUMBER = 0, NEGATIVE = 1, BYTES = 2, TEXT = 3, LIST = 4, MAP = 5; // major types (3.1)
const DEEPEST = 2; // the facts within the payload
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The one value that the bytes are; throws NotACode where they are anything else. */
export function valueOfCbor(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) throw new NotACode("cbor: something follows");
  return value;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  value(depth) {
    const first = this.take(1)[0];
    const kind = first >> 5;
    const count = this.count(first & 0x1f);
    if (kind === NUMBER) return plain(count);
    if (kind === NEGATIVE) return plain(-1n - count);
    if (kind === BYTES) return this.take(count);
    if (kind === TEXT) return this.text(count);
    if (depth >= DEEPEST) throw new NotACode("cbor: too deep");
    if (kind === LIST) return this.list(count, depth + 1);
    if (kind === MAP) return this.map(count, depth + 1);
    throw new NotACode("cbor: a kind of value that no code holds");
  }

  /** The number in the head of a value (3.1), as BigInt; one that a shorter head could hold is refused. */
  count(short) {
    if (short < 24) return BigInt(short);
    if (short > 27) throw new NotACode("cbor: no definite length");
    const size = 1 << (short - 24);
    const count = this.take(size).reduce((told, byte) => (told << 8n) | BigInt(byte), 0n);
    const least = size === 1 ? 24n : 1n << BigInt(4 * size);
    if (count < least) throw new NotACode("cbor: not the shortest form");
    return count;
  }

  take(count) {
    if (count > this.bytes.length - this.at) throw new NotACode("cbor: cut off");
    const start = this.at;
    this.at += Number(count);
    return this.bytes.slice(start, this.at);
  }

  text(count) {
    try {
      return UTF8.decode(this.take(count));
    } catch (fault) {
      throw fault instanceof NotACode ? fault : new NotACode("cbor: no UTF-8");
    }
  }

  list(count, depth) {
    const list = [];
    for (let n = 0n; n < count; n += 1n) list.push(this.value(depth));
    return list;
  }

  map(count, depth) {
    const map = new Map();
    let last = null;
    for (let n = 0n; n < count; n += 1n) {
      const start = this.at;
      const key = this.value(depth);
      const written = this.bytes.slice(start, this.at);
      if (typeof key !== "string") throw new NotACode("cbor: a key is no text");
      if (last && !rises(last, written)) throw new NotACode("cbor: keys out of order, or twice");
      last = written;
      map.set(key, this.value(depth));
    }
    return map;
  }
}

/** Whether the second of two keys, as they are written, comes after the first; their heads tell the shorter one. */
function rises(first, second) {
  const end = Math.min(first.length, second.length);
  for (let at = 0; at < end; at += 1) {
    if (first[at] !== second[at]) return first[at] < second[at];
  }
  return first.length < second.length;
}

/** A number as JavaScript counts exactly; larger ones stay BigInt. */
function plain(count) {
  const number = Number(count);
  return Number.isSafeInteger(number) ? number : count;
}
