/* A day, today and the plan side by side: a picture that can be played, or a table, which stands
   alone where motion is not wanted. */

import { byId, element, table } from "./elements.js";
import { clock, lastBy, lobby, STEP } from "./moments.js";
import { picture } from "./picture.js";
import { word } from "./words.js";

const SECONDS_OF_PLAY = 45;
/* That a day takes. */

const ROWS_EVERY = 30 * 60;
const SIDES = ["today", "plan"];
const COUNTED = ["waiting", "at_counters", "longest_wait", "officers_busy"];
/* What the table says of people, as `counts` counts it. */

const still = matchMedia("(prefers-reduced-motion: reduce)");
let shown = null, second = null, stop = () => {};

/** Show a day, at the moment that was looked at before. */
export function showDay(day) {
  shown = day;
  stop();
  second = Math.min(Math.max(second ?? firstOpening(day), day.from), day.to);
  const isOpen = byId("day-table")?.open ?? false;
  byId("day-body").replaceChildren(
    element("p", { class: "note" }, day.label),
    ...(still.matches ? [] : [player(day)]),
    element("details", { id: "day-table", open: still.matches || isOpen },
      element("summary", {}, word("as_table")), tables(day)));
}

still.addEventListener("change", () => shown && showDay(shown));

/* A while after the doors open, when there is something to see. */
const firstOpening = day => (day.open[0]?.[0] ?? day.from) + 30 * 60;

function player(day) {
  const canvas = element("canvas", { id: "day-canvas", role: "img", "aria-label": word("picture_says") });
  const time = element("output", { for: "moment", "aria-live": "off" });
  const scrubber = element("input", { type: "range", id: "moment", min: day.from, max: day.to, step: STEP,
    oninput: () => {
      stop();
      show(Number(scrubber.value));
    } });
  const play = element("button", { type: "button", id: "play" }, word("play"));
  const drawn = picture(canvas, day);
  const show = moment => {
    second = moment;
    scrubber.value = moment;
    time.textContent = clock(moment);
    scrubber.setAttribute("aria-valuetext", time.textContent);
    drawn.draw(moment);
  };
  play.addEventListener("click", () => {
    if (play.textContent === word("pause")) return stop();
    play.textContent = word("pause");
    let frame = 0, before = performance.now();
    let moment = second >= day.to ? day.from : second;
    const next = now => {
      moment += (now - before) / 1000 * (day.to - day.from) / SECONDS_OF_PLAY;
      before = now;
      show(Math.min(moment, day.to));
      if (moment < day.to) frame = requestAnimationFrame(next);
      else stop();
    };
    frame = requestAnimationFrame(next);
    stop = () => {
      cancelAnimationFrame(frame);
      play.textContent = word("play");
      stop = () => {};
    };
  });
  const whole = element("div", { class: "player" },
    element("div", { class: "row" }, play,
      element("label", { class: "unseen", for: "moment" }, word("time_of_day")), scrubber, time),
    element("div", { class: "frame" }, canvas),
    element("ul", { class: "legend", "aria-hidden": "true" },
      ["served_now", "short_wait", "long_wait", "too_long_wait"].map(kind =>
        element("li", { class: kind }, word(kind)))));
  new ResizeObserver(() => {
    drawn.fit();
    show(second);
  }).observe(whole);
  return whole;
}

/** The same in numbers, by the half hour. */
function tables(day) {
  const moments = [];
  for (let moment = Math.ceil(day.from / ROWS_EVERY) * ROWS_EVERY; moment <= day.to; moment += ROWS_EVERY)
    moments.push(moment);
  const both = name => SIDES.map(side => `${word(name)}, ${word(side).toLocaleLowerCase()}`);
  const people = moments.map(moment => {
    const [today, plan] = SIDES.map(side => counts(day, day[side], moment));
    return [clock(moment), ...today.flatMap((count, kind) => [String(count), String(plan[kind])])];
  });
  const dossiers = moments.map(moment => {
    const [today, plan] = SIDES.map(side => lastBy(day[side].steps, moment));
    return [clock(moment), ...day.steps.map((_, step) => `${today[step + 1] ?? 0} / ${plan[step + 1] ?? 0}`)];
  });
  return [
    element("h3", {}, word("people")),
    table(word("people"), [word("time_of_day"), ...COUNTED.flatMap(both)], people),
    element("h3", {}, word("dossiers")),
    element("p", { class: "note" }, word("today_and_plan")),
    table(word("dossiers"), [word("time_of_day"), ...day.steps], dossiers),
  ];
}

function counts(day, side, moment) {
  const { door, places } = lobby(side, day.open, day.stations.length, moment);
  const waiting = [...door, ...places.flatMap(place => place.waiting)];
  const served = places.reduce((sum, place) => sum + place.served, 0);
  const [, busy = 0] = lastBy(side.counters, moment);
  return [waiting.length, served, Math.round(Math.max(0, ...waiting) / 60), busy];
}
