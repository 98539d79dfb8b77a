/** The keys that the reader goes by, as a list with their fingerprints. */

import { same } from "./bytes.js";
import { agrees } from "./keys.js";
import { button, icon, part } from "./parts.js";

/** Keys, those of the page first, each once unless the page says that it is revoked. */
export function withKeys(keys, more) {
  return [...keys, ...more.filter((key) => !keys.some((known) => same(known.bytes, key.bytes)))];
}

/** The list; `typed` is the fingerprint that the reader was told, `drop` takes a key away. */
export function drawnKeys(words, keys, typed, drop) {
  return keys.map((key) => {
    const print = part("span", "code", key.fingerprint);
    print.dir = "ltr";
    const line = part("li", "key", icon("key"), part("div", "", ...named(words, key), print, ...told(words, key, typed)));
    if (!key.ofPage) line.append(button(words.say("remove"), () => drop(key)));
    return line;
  });
}

function named(words, { dealer, number }) {
  return dealer ? [part("span", "name", words.say("key_of", { dealer, number }))] : [];
}

function* told(words, key, typed) {
  if (key.revoked) yield part("span", "said danger", words.say("revoked_on", { day: key.revoked }));
  const agreed = agrees(key, typed);
  if (agreed !== null) {
    yield part("span", agreed ? "said ok" : "said danger", words.say(agreed ? "agrees" : "differs"));
  }
}
