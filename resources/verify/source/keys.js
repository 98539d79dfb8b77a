/** Dealers' public keys: those that came with the page, and those that are given as PEM (RFC 7468). */

import { bytesOfBase64, inGroups, same } from "./bytes.js";

const PEM = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+?)-----END PUBLIC KEY-----/g;
const ABOVE = /(?:^|\n)([^\n]{1,200}), ([0-9]{1,6}): [0-9A-F ]{39}\r?\n$/; // the line that the program writes above a key
// What stands before the 32 bytes of the key (RFC 8410, 4).
const SPKI = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);
const KEY = 32, NAME = 8; // bytes
const GROUPS = 8; // of a fingerprint

/** Every public key in a text, each with the dealer's name from the line above it, where there is one. */
export async function keysIn(text) {
  const found = [];
  for (const match of text.matchAll(PEM)) {
    const whole = bytesOfBase64(match[1]);
    if (whole?.length !== SPKI.length + KEY || !same(whole.slice(0, SPKI.length), SPKI)) continue;
    const [, dealer = "", number = ""] = ABOVE.exec(text.slice(0, match.index)) ?? [];
    found.push(await keyOf(whole.slice(SPKI.length), { dealer: dealer.trim(), number }));
  }
  return found;
}

/** The keys that the dealer put into the page: [{dealer, number, public, revoked}], `public` in base64. */
export function keysOfPage(told) {
  return Promise.all(
    told.map(({ dealer, number, public: written, revoked }) =>
      keyOf(bytesOfBase64(written), { dealer, number: String(number), revoked, ofPage: true }),
    ),
  );
}

/** A key with what it is called: in a code by the first 8 bytes of its SHA-256, among people by the first 16. */
async function keyOf(bytes, { dealer, number, revoked = null, ofPage = false }) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const name = digest.slice(0, NAME);
  return Object.freeze({ bytes, dealer, number, revoked, ofPage, name, fingerprint: inGroups(digest, GROUPS) });
}

/** Whether a typed fingerprint is a key's: null while it is not typed whole. */
export function agrees(key, typed) {
  const digits = typed.toUpperCase().replace(/[^0-9A-F]/g, "");
  return digits.length < key.fingerprint.replaceAll(" ", "").length ? null : digits === key.fingerprint.replaceAll(" ", "");
}
