/** Bytes as people and files write them. */

/** Hexadecimal digits, two for each byte. */
export const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Digits as people compare them: 3F2A 91C0 and so on, as many groups as are asked for. */
export function inGroups(bytes, groups) {
  return hexOf(bytes).toUpperCase().match(/.{4}/g).slice(0, groups).join(" ");
}

/** The bytes of base64 text, white space allowed; null where it is none. */
export function bytesOfBase64(text) {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Whether two runs of bytes are the same. */
export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
