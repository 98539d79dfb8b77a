/**
 * Base45 (RFC 9285) and nothing beside it: capital letters only, no white space, no group above its largest value.
 * Two texts never mean the same bytes, so that each character of a code counts.
 */

import { NotACode } from "./fault.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const WORTH = new Map([...ALPHABET].map((sign, value) => [sign, value]));

/** The bytes of a text; throws NotACode where it is not base45. */
export function bytesOfBase45(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = valueOf(group);
    if (group.length === 3) {
      bytes.push(below(value, 0x10000) >> 8, value & 0xff);
    } else if (group.length === 2) {
      bytes.push(below(value, 0x100));
    } else {
      throw new NotACode("base45: one character is left over");
    }
  }
  return Uint8Array.from(bytes);
}

/** Least significant character first (RFC 9285, 4). */
function valueOf(group) {
  let value = 0;
  for (let at = group.length - 1; at >= 0; at -= 1) {
    const worth = WORTH.get(group[at]);
    if (worth === undefined) throw new NotACode("base45: a character is none of the alphabet");
    value = value * 45 + worth;
  }
  return value;
}

function below(value, limit) {
  if (value >= limit) throw new NotACode("base45: a group is too large");
  return value;
}
