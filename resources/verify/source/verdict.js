/** What can be said of a code's text by the keys that were named: the same steps as the program's own. */

import { inGroups, same } from "./bytes.js";
import { NotACode } from "./fault.js";
import { readCode } from "./payload.js";
import { holds } from "./signature.js";

/**
 * {genuine, tone, says, payload}: `says` are names of words with their facts, `payload` is null where nothing that the
 * code says may be shown.
 */
export async function verdictOf(text, keys) {
  const read = readOrNull(text);
  if (!read) return against("warn", ["not_a_code"]);
  const { payload } = read;
  const named = keys.filter((key) => same(key.name, payload.key));
  if (!named.length) {
    return { ...against("warn", ["key_not_named", { name: inGroups(payload.key, 4) }]), payload };
  }
  const key = await signer(read, named);
  if (!key) return against("danger", ["signature_wrong"]);
  return { ...byKey(key, named), payload };
}

function readOrNull(text) {
  try {
    return readCode(text);
  } catch (fault) {
    if (fault instanceof NotACode) return null;
    throw fault;
  }
}

/** The key of these that signed it. */
async function signer({ body, signature }, named) {
  for (const key of named) {
    if (await holds(key.bytes, body, signature)) return key;
  }
  return null;
}

/** A key that is revoked in the page is revoked, even if somebody gave it once more. */
function byKey({ bytes, fingerprint }, named) {
  const revoked = named.find((key) => key.revoked && same(key.bytes, bytes))?.revoked;
  const last = [["not_shown"], ["not_in_books"]];
  if (revoked) {
    return against("danger", ["code_holds"], ["key_revoked", { fingerprint, since: revoked }], ...last);
  }
  return { genuine: true, tone: "ok", says: [["code_holds"], ["key_trusted", { fingerprint }], ...last], payload: null };
}

const against = (tone, ...says) => ({ genuine: false, tone, says, payload: null });
