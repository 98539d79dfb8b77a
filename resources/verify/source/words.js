/** The words of the page in the reader's language, and values as that language writes them. */

import { isDay } from "./payload.js";

const RIGHT_TO_LEFT = new Set(["ar"]);
const LOCALES = { en: "en-GB", ar: "ar-u-nu-latn" }; // day before month; digits as they stand on papers
const [OWN, LTR, END] = ["\u2068", "\u2066", "\u2069"]; // a value within a sentence keeps its own direction (UAX #9)
const DECIMAL = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;

export class Words {
  /** `told` is what the page was built with: languages, words of each, forms of facts. */
  constructor(told, code) {
    this.told = told;
    this.code = code;
    this.direction = RIGHT_TO_LEFT.has(code) ? "rtl" : "ltr";
    this.locale = LOCALES[code] ?? code.replace("_", "-");
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
    const order = Object.keys(this.told.forms);
    const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...facts].sort(([one], [other]) => place(one) - place(other));
  }

  /** A fact's value as people write it; as it is where it is none of the kind that one expects. */
  value(name, value) {
    const form = Object.hasOwn(this.told.forms, name) ? FORMS[this.told.forms[name]] : null;
    return form?.(this, value) ?? String(value);
  }

  spoken(value) {
    return typeof value === "string" && isDay(value) ? this.day(value) : String(value);
  }

  day(text) {
    const day = new Date(`${text}T00:00:00Z`);
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
  }

  /** A decimal number exactly, with as many places as it has. */
  number(text, options = {}) {
    const places = text.split(".")[1]?.length ?? 0;
    const exact = { minimumFractionDigits: places, maximumFractionDigits: places };
    return new Intl.NumberFormat(this.locale, { ...exact, ...options }).format(text);
  }
}

/** The language of the page: the first of the reader's that it has. */
export function languageFor(wanted, known) {
  const short = (code) => code.toLowerCase().split(/[-_]/)[0];
  for (const code of wanted) {
    const found = known.find((each) => short(each) === short(code));
    if (found) return found;
  }
  return "en";
}

const isNumber = (value) => typeof value === "number" || typeof value === "bigint";
const isDecimal = (value) => isNumber(value) || DECIMAL.test(value);
const unit = (name) => (words, value) =>
  isDecimal(value) ? words.number(String(value), { style: "unit", unit: name }) : null;

/** How a fact is written, by the form that the page was built with. */
const FORMS = {
  day: (words, value) => (typeof value === "string" && isDay(value) ? words.day(value) : null),
  number: (words, value) => (isDecimal(value) ? words.number(String(value)) : null),
  percent: unit("percent"),
  km: unit("kilometer"),
  kwh: (words, value) => (isNumber(value) && value >= 0 ? `${words.number(thousandth(value))} kWh` : null),
  term: (words, value) => (words.has(`term.${value}`) ? words.say(`term.${value}`) : null),
  code: (_, value) => LTR + value + END,
};

/** A whole number of Wh in kWh, exactly. */
function thousandth(whole) {
  const digits = String(whole).padStart(4, "0");
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
