/** The verdict and what the code says, as the reader sees them. */

import { fact, icon, part } from "./parts.js";
import { lineOf } from "./payload.js";

const ICONS = { ok: "shield-check", warn: "alert-circle", danger: "alert-triangle" };

/** What is drawn before there is anything to verify. */
export const drawnNothing = (words, name) => [part("p", "hint", words.say(name))];

/** A verdict: its sentence, its reasons, and the facts of the paper. */
export function drawnVerdict(words, { genuine, tone, says, payload }) {
  const title = part("p", "verdict", icon(ICONS[tone]), part("strong", "", words.say(genuine ? "genuine" : "not_genuine")));
  const reasons = says.map(([name, facts]) => part("p", "", words.say(name, facts)));
  return [part("div", `band ${tone}`, title, ...reasons), ...(payload ? drawnFacts(words, payload) : [])];
}

function drawnFacts(words, payload) {
  const own = words.inOrder(payload.facts).map(([name, value]) => fact(words.label(name), words.value(name, value)));
  const list = part(
    "dl",
    "facts",
    fact(words.say("kind"), words.kind(payload.kind), words.has(`kind.${payload.kind}`) ? "words" : "value"),
    fact(words.say("number"), words.say("number_issue", { number: payload.number, issue: payload.issue }), "words"),
    fact(words.say("on"), words.day(payload.on)),
    ...(payload.vin ? [fact(words.say("vin"), payload.vin, "code")] : []),
    fact(words.say("dealer"), payload.dealer),
    ...own,
  );
  const line = part("p", "line code", lineOf(payload));
  line.dir = "ltr";
  return [part("h3", "", words.say("code_says")), list, part("h3", "", words.say("printed")), line];
}
