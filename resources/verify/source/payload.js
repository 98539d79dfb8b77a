/**
 * The payload of a paper's code: `LD1:` and base45 of 64 bytes of Ed25519 over the CBOR that follows them. The CBOR is
 * a list: kind, number, issue, day, VIN, dealer, facts, number of the last event in the books, the first 16 bytes of
 * that event's seal, the first 8 bytes of the SHA-256 of the public key.
 */

import { bytesOfBase45 } from "./base45.js";
import { hexOf } from "./bytes.js";
import { valueOfCbor } from "./cbor.js";
import { NotACode } from "./fault.js";

export const SCHEME = "LD1:";
const SIGNATURE = 64, HEAD = 16, NAME = 8; // bytes
const LONGEST = 2_000; // characters
const FIELDS = 10;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** A code's text taken apart: payload, the bytes that are signed, the signature; throws NotACode. */
export function readCode(text) {
  const given = text.trim();
  if (!given.startsWith(SCHEME) || given.length > LONGEST) throw new NotACode("not our scheme");
  const raw = bytesOfBase45(given.slice(SCHEME.length));
  const body = raw.slice(SIGNATURE);
  return { payload: payloadOf(valueOfCbor(body)), body, signature: raw.slice(0, SIGNATURE) };
}

/** The same in letters, as the paper prints it beside the code. */
export function lineOf(payload) {
  const told = [...payload.facts].sort(([one], [other]) => inOrder(one, other));
  const facts = told.map(([name, value]) => `${name}=${value}`).join(" ");
  const head = `${payload.seq}:${hexOf(payload.head)}`;
  const parts = [`${payload.number}/${payload.issue}`, payload.on, payload.vin, facts, head];
  return parts.filter(Boolean).join(" · ");
}

/** The order of two names by their characters, as the program has it; `<` goes by halves of those beyond U+FFFF. */
function inOrder(one, other) {
  const [first, second] = [[...one], [...other]];
  const at = first.findIndex((each, place) => each !== second[place]);
  if (at < 0) return first.length - second.length;
  return at < second.length ? first[at].codePointAt(0) - second[at].codePointAt(0) : 1;
}

/** Whether a text is a day of the calendar, as 2026-11-25. */
export function isDay(text) {
  if (!DAY.test(text) || text.startsWith("0000")) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

/** The fields by their places; anything else than what the program writes is no code of ours. */
function payloadOf(told) {
  if (!Array.isArray(told) || told.length !== FIELDS) throw new NotACode("not the fields of a code");
  const [kind, number, issue, on, vin, dealer, facts, seq, head, key] = told;
  const whole = [kind, number, on, vin, dealer].every(isText) && [issue, seq].every(isNumber);
  const plain = facts instanceof Map && [...facts.values()].every((value) => isText(value) || isNumber(value));
  if (!whole || !plain || !isDay(on)) throw new NotACode("a field is of another kind");
  if (!isBytes(head, [0, HEAD]) || !isBytes(key, [NAME])) throw new NotACode("a field is of another length");
  return Object.freeze({ kind, number, issue, on, vin, dealer, facts, seq, head, key });
}

const isText = (value) => typeof value === "string";
const isNumber = (value) => typeof value === "number" || typeof value === "bigint";
const isBytes = (value, lengths) => value instanceof Uint8Array && lengths.includes(value.length);
