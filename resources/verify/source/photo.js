/** Codes in pictures: by the browser where it reads codes itself, else by a library; in several sizes and in parts. */

import { decodeQR } from "./third_party/qr/decode.js";

const SIDES = [2400, 1400, 4000, 800]; // pixels; blur and grain vanish in small pictures, small codes in them too
const PART = 0.6; // of a side; parts overlap, so that one holds the code whole
const CORNERS = [[1, 1], [0, 1], [1, 0], [0, 0]]; // papers bear it at their end

/** The texts of the codes in a picture, one after the other as they are found, the likely ones first. */
export async function* codesIn(file) {
  const picture = await createImageBitmap(file);
  try {
    for (const pixels of looks(picture)) {
      yield* await read(pixels);
    }
  } finally {
    picture.close();
  }
}

/** The text of a code in one picture of a camera. */
export async function codeOfCamera(video) {
  const { videoWidth: width, videoHeight: height } = video;
  return width ? (await read(drawn(video, [0, 0, width, height], 1400)))[0] : undefined;
}

function* looks(picture) {
  const { width, height } = picture;
  const sizes = SIDES.filter((side, at) => at === 0 || side < Math.max(width, height));
  for (const side of sizes) yield drawn(picture, [0, 0, width, height], side);
  for (const [right, bottom] of CORNERS) {
    const [partWidth, partHeight] = [Math.ceil(width * PART), Math.ceil(height * PART)];
    yield drawn(picture, [right * (width - partWidth), bottom * (height - partHeight), partWidth, partHeight], 2400);
  }
}

/** A part of a picture on white ground, its longer side no longer than is said. */
function drawn(picture, [left, top, width, height], longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff"; // what is clear in a picture would count as black
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

async function read(pixels) {
  const found = await byBrowser(pixels);
  return found.length ? found : byLibrary(pixels);
}

async function byBrowser(pixels) {
  try {
    const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
    return (await detector.detect(pixels)).map((each) => each.rawValue);
  } catch {
    return []; // there is none, or it does not know QR codes
  }
}

function byLibrary(pixels) {
  try {
    return [decodeQR(pixels)];
  } catch {
    return []; // it throws where it finds none
  }
}
