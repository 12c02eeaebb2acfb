/* The words of the page, in the language of its address. */

import { get } from "./server.js";

let texts = {};

export async function learn() {
  texts = await get("/api/texts");
  for (const place of document.querySelectorAll("[data-word]"))
    place.textContent = word(place.dataset.word);
}

/** A text, with what stands in it in braces filled in. */
export const word = (key, filled = {}) =>
  texts[key].replace(/\{(\w+)\}/g, (_, name) => filled[name]);
