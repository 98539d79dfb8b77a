/** The page: what the reader gives is kept in one state, and each change draws the result anew. */

import { keysIn, keysOfPage } from "./keys.js";
import { drawnKeys, withKeys } from "./keyring.js";
import { byId, part } from "./parts.js";
import { lineOf, SCHEME } from "./payload.js";
import { codeOfCamera, codesIn } from "./photo.js";
import { drawnNothing, drawnVerdict } from "./result.js";
import { canVerify } from "./signature.js";
import { verdictOf } from "./verdict.js";
import { languageFor, Words } from "./words.js";

const CAMERA = 250; // milliseconds between two looks
const LARGEST = 40_000_000; // bytes of a photo
const LARGEST_KEY = 100_000; // bytes of a file with keys
const TOLD = JSON.parse(byId("words").textContent);
const state = { keys: [], typed: "", words: null, stream: null, turn: 0 };

/** All that stands still on the page, in the reader's language. */
function speak(code) {
  state.words = new Words(TOLD, code, navigator.languages);
  document.documentElement.lang = code.replace("_", "-");
  document.documentElement.dir = state.words.direction;
  document.title = state.words.say("title");
  for (const each of document.querySelectorAll("[data-says]")) {
    each.textContent = state.words.say(each.dataset.says, { scheme: SCHEME });
  }
  if (state.stream) byId("camera_words").textContent = state.words.say("camera_stop");
  note("photo_note");
  note("key_note");
  return draw();
}

/** Keys and result, as the state is now; of two that overlap only the later one is shown. */
async function draw() {
  const turn = (state.turn += 1);
  const { words, keys } = state;
  const shown = await result();
  if (turn !== state.turn) return;
  byId("keys").replaceChildren(...drawnKeys(words, keys, state.typed, dropKey));
  byId("of_page").hidden = !keys.some((key) => key.ofPage);
  byId("result").replaceChildren(...shown);
  byId("print").hidden = !byId("result").querySelector(".band");
}

async function result() {
  const text = byId("code").value;
  if (!canVerify()) return drawnNothing(state.words, "no_means");
  if (!text.trim()) return drawnNothing(state.words, "nothing_yet");
  return drawnVerdict(state.words, await verdictOf(text, state.keys));
}

/** One line under a field: what became of a file. */
function note(id, name = "") {
  byId(id).textContent = name ? state.words.say(name) : "";
}

async function giveCode(text) {
  byId("code").value = text;
  await draw();
  if (text) byId("result_card").scrollIntoView({ block: "nearest" }); // on a telephone it stands below
}

async function giveKeys(text) {
  if (!canVerify()) return draw();
  const found = await keysIn(text);
  note("key_note", found.length ? "" : "no_key");
  state.keys = withKeys(state.keys, found);
  if (found.length) byId("key").value = "";
  return draw();
}

function dropKey(key) {
  state.keys = state.keys.filter((each) => each !== key);
  byId("key").focus();
  return draw();
}

/** A photo: the first code of ours in it, else what was the matter. */
async function givePhoto(file) {
  note("photo_note", "looking");
  await new Promise((done) => setTimeout(done)); // it is read as soon as the browser has drawn that
  const { text, fault } = await codeOf(file);
  note("photo_note", fault);
  return giveCode(text);
}

async function codeOf(file) {
  let fault = "no_code";
  try {
    if (file.size > LARGEST) return { text: "", fault: "no_picture" };
    for await (const text of codesIn(file)) {
      if (text.startsWith(SCHEME)) return { text, fault: "" };
      fault = "other_code";
    }
  } catch {
    return { text: "", fault: "no_picture" };
  }
  return { text: "", fault };
}

/** A file, whatever it is: a key, a photo, or a PDF, whose own signature other programs show. */
async function giveFile(file) {
  if (file.type === "application/pdf" || /\.pdf$/i.test(file.name)) return note("photo_note", "pdf");
  if (file.type.startsWith("image/")) return givePhoto(file);
  if (file.size > LARGEST_KEY) return note("key_note", "no_key");
  const text = await file.text();
  return text.startsWith(SCHEME) ? giveCode(text) : giveKeys(text);
}

async function camera() {
  if (state.stream) return closeCamera();
  byId("camera").disabled = true; // while the browser asks whether it may
  try {
    state.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: 1920 } });
  } catch {
    return note("photo_note", "no_camera");
  } finally {
    byId("camera").disabled = false;
  }
  note("photo_note");
  const video = byId("video");
  video.srcObject = state.stream;
  byId("film").hidden = false;
  byId("camera_words").textContent = state.words.say("camera_stop");
  await video.play();
  return watch(video);
}

async function watch(video) {
  while (state.stream) {
    const text = await codeOfCamera(video);
    if (text?.startsWith(SCHEME)) {
      closeCamera();
      return giveCode(text);
    }
    await new Promise((done) => setTimeout(done, CAMERA));
  }
  return undefined;
}

function closeCamera() {
  for (const track of state.stream.getTracks()) track.stop();
  state.stream = null;
  byId("film").hidden = true;
  byId("camera_words").textContent = state.words.say("camera");
}

function connect() {
  byId("code").addEventListener("input", draw);
  byId("key").addEventListener("input", () => byId("key").value.includes("-----END") && giveKeys(byId("key").value));
  byId("typed").addEventListener("input", () => {
    state.typed = byId("typed").value;
    return draw();
  });
  for (const id of ["photo_file", "key_file"]) {
    byId(id).addEventListener("change", async ({ target }) => {
      for (const file of target.files) await giveFile(file);
      target.value = ""; // the same file may be given again
    });
  }
  byId("camera").hidden = !navigator.mediaDevices?.getUserMedia;
  byId("camera").addEventListener("click", camera);
  byId("print").addEventListener("click", () => window.print());
  byId("language").addEventListener("change", ({ target }) => speak(target.value));
  for (const kind of ["dragover", "drop", "paste"]) document.addEventListener(kind, dropped);
}

/** Files that are dropped or pasted anywhere on the page; text is left to the field that it is dropped on. */
async function dropped(event) {
  const given = event.dataTransfer ?? event.clipboardData;
  if (!given?.types.includes("Files")) return;
  event.preventDefault();
  for (const file of [...given.files]) await giveFile(file);
}

async function start() {
  const codes = Object.keys(TOLD.languages);
  const code = languageFor(navigator.languages, codes);
  byId("language").append(
    ...codes.map((each) => {
      const option = part("option", "", TOLD.languages[each]);
      [option.value, option.lang, option.selected] = [each, each.replace("_", "-"), each === code];
      return option;
    }),
  );
  connect();
  await speak(code);
  if (canVerify()) state.keys = await keysOfPage(JSON.parse(byId("dealer_keys").textContent));
  await draw();
  document.documentElement.dataset.ready = "";
}

export const started = start();
globalThis.lifecycleDesk = Object.freeze({ codesIn, keysIn, lineOf, started, verdictOf }); // for programs and for tests
