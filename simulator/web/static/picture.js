/* A moment of a day on a canvas: today at the left, the plan at the right, the same citizens in
   both. Whoever cannot see it has the table. */

import { clock, lastBy, lobby, mostServed, STEP, waitingThrough } from "./moments.js";
import { word } from "./words.js";

const ROW = 40, DOT = 11, PANEL = 112, GAP = 20, TOP = 26, NARROW = 500;
/* Pixels: a station, a person, a panel below, between the halves, the headings; a phone. */

const LONG = 15 * 60, TOO_LONG = 30 * 60;
/* Seconds of a wait. */

const SIDES = ["today", "plan"];

export function picture(canvas, day) {
  const context = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const font = getComputedStyle(document.body).fontFamily;
  const [ink, muted, line, soft, accent, good, open, bad] =
    ["ink", "muted", "line", "soft", "accent", "good", "open", "bad"]
      .map(name => style.getPropertyValue(`--${name}`).trim());
  const sides = SIDES.map(side => day[side]);
  const colours = [muted, accent];
  const slots = mostServed(sides, day.stations.length);
  const queues = sides.map(side => waitingThrough(side, day.from, day.to));
  const longest = Math.max(1, ...queues.flat());
  const fullest = Math.max(1, ...sides.flatMap(side => side.steps.flatMap(row => row.slice(1))));
  const stations = [...day.stations.keys()].filter(station =>
    sides.some(side => side.citizens.some(citizen => citizen[0] === station)));
  const rows = stations.length + 1;
  const height = TOP + rows * ROW + 2 * PANEL + 10;
  let width = 0;

  function text(said, x, y, { fill = ink, align = "left", bold = false, most } = {}) {
    context.font = `${bold ? "600 " : ""}${width < NARROW ? 12 : 13}px ${font}`;
    context.fillStyle = fill;
    context.textAlign = align;
    let shown = said;
    while (most && shown.length > 1 && context.measureText(shown).width > most)
      shown = `${shown.replace(/…$/, "").slice(0, -1)}…`;
    context.fillText(shown, x, y);
  }

  /* Each kind of wait has its shape as well as its colour. */
  function person(x, y, waited) {
    context.beginPath();
    if (waited < LONG) {
      context.fillStyle = accent;
      context.arc(x, y, 4, 0, 2 * Math.PI);
    } else if (waited < TOO_LONG) {
      context.fillStyle = open;
      context.moveTo(x, y - 5.5);
      context.lineTo(x + 5, y + 4);
      context.lineTo(x - 5, y + 4);
    } else {
      context.fillStyle = bad;
      context.rect(x - 4, y - 4, 8, 8);
    }
    context.fill();
  }

  function queue(waiting, x, y, room) {
    const fits = Math.max(0, Math.floor(room / DOT));
    const shown = waiting.length <= fits ? waiting : waiting.slice(0, Math.max(0, fits - 3));
    shown.forEach((waited, number) => person(x + number * DOT + 5, y, waited));
    if (shown.length < waiting.length)
      text(`+${waiting.length - shown.length}`, x + shown.length * DOT + 2, y + 4.5, { bold: true });
  }

  function counters(served, most, x, y) {
    for (let number = 0; number < most; number++) {
      context.beginPath();
      context.roundRect(x + number * (DOT + 4), y - 7, DOT + 2, 14, 3);
      context.fillStyle = soft;
      context.fill();
      context.strokeStyle = number < served ? good : line;
      context.lineWidth = 1.5;
      context.stroke();
      if (number < served) {
        context.beginPath();
        context.fillStyle = good;
        context.arc(x + number * (DOT + 4) + DOT / 2 + 1, y, 4, 0, 2 * Math.PI);
        context.fill();
      }
    }
    return most * (DOT + 4) + 6;
  }

  function people(second, half) {
    const moments = sides.map(side => lobby(side, day.open, day.stations.length, second));
    const row = (label, y, draw) => {
      text(label, 0, y + 11, { fill: muted, most: width });
      moments.forEach((moment, side) => draw(moment, side * (half + GAP), y + 25));
      context.fillStyle = line;
      context.fillRect(0, y + ROW - 3, width, 1);
      context.fillRect(half + GAP / 2, y + 16, 1, ROW - 19);
    };
    row(word("at_the_door"), TOP, (moment, x, y) => queue(moment.door, x, y, half));
    stations.forEach((station, number) =>
      row(day.stations[station], TOP + (number + 1) * ROW, (moment, x, y) => {
        const { waiting, served } = moment.places[station];
        const taken = counters(served, slots[station], x, y);
        queue(waiting, x + taken, y, half - taken);
      }));
  }

  /* Dossiers that wait and are worked on at each step: two columns, today's and the plan's. */
  function steps(second, top) {
    text(word("dossiers"), 0, top + 14, { bold: true, most: width });
    const room = width / day.steps.length, base = top + PANEL - 22, high = PANEL - 60;
    const broad = Math.min(28, room / 3);
    day.steps.forEach((label, step) => {
      const middle = (step + 0.5) * room;
      sides.forEach((side, number) => {
        const count = lastBy(side.steps, second)[step + 1] ?? 0;
        const tall = Math.round(count / fullest * high), x = middle + (number ? 2 : -broad - 2);
        context.fillStyle = colours[number];
        context.fillRect(x, base - tall, broad, tall);
        text(String(count), x + broad / 2, base - tall - 4, { align: "center" });
      });
      text(label, middle, base + 15, { align: "center", fill: muted, most: room - 2 });
    });
    context.fillStyle = line;
    context.fillRect(0, base, width, 1);
  }

  /* The queue through the whole day, and where in it the moment stands. */
  function through(second, top) {
    text(word("all_waiting"), 0, top + 14, { bold: true, most: width });
    const base = top + PANEL - 22, high = PANEL - 60;
    const across = moment => (moment - day.from) / (day.to - day.from) * width;
    queues.forEach((waiting, number) => {
      context.beginPath();
      context.strokeStyle = colours[number];
      context.lineWidth = 2;
      context.setLineDash(number ? [] : [5, 3]);
      waiting.forEach((count, moment) =>
        context.lineTo(across(day.from + moment * STEP), base - count / longest * high));
      context.stroke();
    });
    context.setLineDash([]);
    text(String(longest), 0, base - high - 3, { fill: muted });
    context.fillStyle = line;
    context.fillRect(0, base, width, 1);
    const every = width < 1.2 * NARROW ? 2 : 1;
    for (let hour = Math.ceil(day.from / 3600); hour * 3600 <= day.to; hour++) {
      const x = across(hour * 3600);
      if (hour % every === 0 && x > 16 && x < width - 16)
        text(clock(hour * 3600), x, base + 15, { align: "center", fill: muted });
    }
    context.fillStyle = ink;
    context.fillRect(across(second) - 1, base - high - 8, 2, high + 8);
  }

  return {
    /** Take the width that there is; the height follows from the stations. */
    fit() {
      width = canvas.parentElement.clientWidth;
      canvas.width = width * devicePixelRatio;
      canvas.height = height * devicePixelRatio;
      canvas.style.height = `${height}px`;
      context.scale(devicePixelRatio, devicePixelRatio);
    },
    draw(second) {
      const half = (width - GAP) / 2;
      context.clearRect(0, 0, width, height);
      SIDES.forEach((side, number) =>
        text(word(side), number * (half + GAP), 15, { bold: true, fill: colours[number] }));
      people(second, half);
      steps(second, TOP + rows * ROW + 8);
      through(second, TOP + rows * ROW + 8 + PANEL);
    },
  };
}
