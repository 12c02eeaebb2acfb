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

/** Show a day, at the moment that was looked at before; what was playing plays on. */
export function showDay(day) {
  const focused = byId("day-body").contains(document.activeElement) && document.activeElement.id;
  const isPlaying = byId("play")?.textContent === word("pause");
  shown = day;
  stop();
  second = Math.min(Math.max(second ?? firstOpening(day), day.from), day.to);
  const isOpen = byId("day-table")?.open ?? false;
  byId("day-body").replaceChildren(
    element("p", { class: "note" }, day.label),
    ...(still.matches ? [] : [player(day)]),
    element("details", { id: "day-table", open: still.matches || isOpen },
      element("summary", {}, word("as_table")), tables(day)));
  if (isPlaying) byId("play")?.click();
  if (focused) byId(focused)?.focus();
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

/** The same in numbers, by the half hour: of today, and of the plan. */
function tables(day) {
  const moments = [];
  for (let moment = Math.ceil(day.from / ROWS_EVERY) * ROWS_EVERY; moment <= day.to; moment += ROWS_EVERY)
    moments.push(moment);
  const both = (name, columns, count) => [
    element("h3", {}, word(name)),
    table(word(name), [word("time_of_day"), ...columns], moments.map(moment => {
      const [today, plan] = SIDES.map(side => count(day[side], moment));
      return [clock(moment), ...columns.map((_, column) => `${today[column]} / ${plan[column]}`)];
    })),
  ];
  return [
    element("p", { class: "note" }, word("today_and_plan")),
    ...both("people", COUNTED.map(key => word(key)), (side, moment) => counts(day, side, moment)),
    ...both("by_queue", [word("at_the_door"), ...day.stations], (side, moment) => queues(day, side, moment)),
    ...both("dossiers", day.steps, (side, moment) => lastBy(side.steps, moment).slice(1)),
  ];
}

function queues(day, side, moment) {
  const { door, places } = lobby(side, day.open, day.stations.length, moment);
  return [door, ...places.map(place => place.waiting)].map(waiting => waiting.length);
}

function counts(day, side, moment) {
  const { door, places } = lobby(side, day.open, day.stations.length, moment);
  const waiting = [...door, ...places.flatMap(place => place.waiting)];
  const served = places.reduce((sum, place) => sum + place.served, 0);
  const [, busy = 0] = lastBy(side.counters, moment);
  return [waiting.length, served, Math.round(Math.max(0, ...waiting) / 60), busy];
}
