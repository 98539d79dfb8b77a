/** Parts of the page. Text is always text: nothing that a code, a key or a file says becomes markup. */

/** An element with a class, texts and elements in it. */
export function part(tag, name, ...inside) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inside);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** One of the page's own pictures, which stand in it as templates. */
export const icon = (name) => byId(`icon-${name}`).content.cloneNode(true);

/** Label and value. A value has its own direction, "code" is read letter by letter from left to right, "words" are ours. */
export function fact(label, value, form = "value") {
  const told = part(form === "words" ? "span" : "bdi", form, value);
  if (form === "code") told.dir = "ltr";
  return part("div", "fact", part("dt", "", label), part("dd", "", told));
}

/** A button that does something. */
export function button(words, does) {
  const made = part("button", "quiet", words);
  made.type = "button";
  made.addEventListener("click", does);
  return made;
}
