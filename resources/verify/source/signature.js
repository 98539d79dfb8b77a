/** Ed25519 (RFC 8032): by the browser itself, and where it is too old for that, by an audited library. */

import { verifyAsync } from "./third_party/noble-ed25519/index.js";

/** Whether the browser lends this page its means: not on an address that anybody on the way could change. */
export const canVerify = () => Boolean(globalThis.crypto?.subtle);

/** Whether a signature is this key's, over exactly these bytes. */
export async function holds(publicBytes, body, signature) {
  const key = await imported(publicBytes);
  if (key) return crypto.subtle.verify("Ed25519", key, signature, body);
  try {
    return await verifyAsync(signature, body, publicBytes, { zip215: false });
  } catch {
    return false;
  }
}

/** The key as the browser takes it; null where it knows no Ed25519. */
async function imported(publicBytes) {
  try {
    return await crypto.subtle.importKey("raw", publicBytes, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
}
