/** The words of the page in the reader's language, and values as that language writes them. */

import { isDay } from "./payload.js";

const RIGHT_TO_LEFT = new Set(["ar"]);
const [OWN, LTR, END] = ["\u2068", "\u2066", "\u2069"]; // a value within a sentence keeps its own direction (UAX #9)
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g; // what would turn the sentence around a value
const DECIMAL = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

export class Words {
  /** `told` is what the page was built with: languages, words of each, forms of facts; `wanted` what the reader speaks. */
  constructor(told, code, wanted) {
    this.told = told;
    this.code = code;
    this.direction = RIGHT_TO_LEFT.has(code) ? "rtl" : "ltr";
    this.locale = localeFor(code, wanted);
  }

  has(name) {
    return Object.hasOwn(this.told.words[this.code], name);
  }

  /** The words of a name, with its facts in their places. */
  say(name, facts = {}) {
    const words = this.told.words[this.code][name];
    return words.replace(/%\((\w+)\)s/g, (_, fact) => OWN + this.spoken(facts[fact]) + END);
  }

  /** The title of a kind of paper; one that came later than this page is called as the code calls it. */
  kind(kind) {
    return this.has(`kind.${kind}`) ? this.say(`kind.${kind}`) : kind;
  }

  /** What a fact is called; as the code calls it where the page does not know it. */
  label(name) {
    return this.has(`fact.${name}`) ? this.say(`fact.${name}`) : name;
  }

  /** Facts in the order in which people read them, those that the page does not know last. */
  inOrder(facts) {
    const { order } = this.told;
    const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...facts].sort(([one], [other]) => place(one) - place(other));
  }

  /** A fact's value as people write it; as it is where it is none of the kind that one expects. */
  value(name, value) {
    const form = Object.hasOwn(this.told.forms, name) ? FORMS[this.told.forms[name]] : null;
    return form?.(this, value) ?? String(value);
  }

  spoken(value) {
    return typeof value === "string" && isDay(value) ? this.day(value) : String(value).replace(TURNS, "");
  }

  day(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
  }

  /** A decimal number exactly, with as many places as it has. */
  number(text) {
    const places = text.split(".")[1]?.length ?? 0;
    const exact = { minimumFractionDigits: places, maximumFractionDigits: places };
    return new Intl.NumberFormat(this.locale, exact).format(text);
  }
}

const short = (code) => code.toLowerCase().split(/[-_]/)[0];

/** As the reader's own country writes numbers and days, where he says it; Arabic with the digits that papers have. */
function localeFor(code, wanted) {
  const own = wanted.find((each) => short(each) === short(code) && each !== "en") ?? (code === "en" ? "en-GB" : code);
  return own.replace("_", "-") + (code === "ar" ? "-u-nu-latn" : "");
}

/** The language of the page: the first of the reader's that it has. */
export function languageFor(wanted, known) {
  for (const code of wanted) {
    const found = known.find((each) => short(each) === short(code));
    if (found) return found;
  }
  return "en";
}

const isNumber = (value) => typeof value === "number" || typeof value === "bigint";
const isDecimal = (value) => isNumber(value) || DECIMAL.test(value);

/** How a fact is written, by the form that the page was built with. */
const FORMS = {
  day: (words, value) => (typeof value === "string" && isDay(value) ? words.day(value) : null),
  number: (words, value) => (isDecimal(value) ? words.number(String(value)) : null),
  term: (words, value) => (words.has(`term.${value}`) ? words.say(`term.${value}`) : null),
  code: (_, value) => LTR + value + END,
};
