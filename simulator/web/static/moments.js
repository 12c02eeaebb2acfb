/* What a day looks like at a moment: numbers of the record that the server gave, nothing drawn. */

export const STEP = 60;
/* Seconds from one moment to the next. */

const NEVER = -1;
const [STATION, CAME, CALLED, LEFT] = [0, 1, 2, 3];

/** Who is where at a second of the day: by station, the seconds that each who waits has waited, the
    longest first, and how many are at the counters; and those who still stand at the door. */
export function lobby(day, open, stations, second) {
  const isOpen = moment => open.some(([from, to]) => from <= moment && moment < to);
  const places = Array.from({ length: stations }, () => ({ waiting: [], served: 0 }));
  const door = [];
  const doorsClosed = !isOpen(second);
  for (const citizen of day.citizens) {
    if (citizen[CAME] > second || citizen[LEFT] <= second) continue;
    const place = places[citizen[STATION]];
    const waited = second - citizen[CAME];
    if (citizen[CALLED] !== NEVER && citizen[CALLED] <= second) place.served += 1;
    else if (doorsClosed && !isOpen(citizen[CAME])) door.push(waited);
    else place.waiting.push(waited);
  }
  for (const waiting of [door, ...places.map(place => place.waiting)]) waiting.sort((a, b) => b - a);
  return { door, places };
}

/** How many wait, at the door or within, at each moment of the day. */
export function waitingThrough(day, from, to) {
  const changes = new Array(Math.ceil((to - from) / STEP) + 2).fill(0);
  const at = second => Math.min(Math.max(Math.ceil((second - from) / STEP), 0), changes.length - 1);
  for (const citizen of day.citizens) {
    changes[at(citizen[CAME])] += 1;
    changes[at(citizen[CALLED] === NEVER ? citizen[LEFT] : citizen[CALLED])] -= 1;
  }
  let waiting = 0;
  return changes.map(change => (waiting += change));
}

/** The last row of a series, of those `[second, …]`, that began by then. */
export function lastBy(series, second) {
  let low = 0, high = series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series[middle][0] <= second) low = middle + 1;
    else high = middle;
  }
  return series[Math.max(low - 1, 0)] ?? [];
}

/** The most that were at once at the counters of each station. */
export function mostServed(days, stations) {
  const most = new Array(stations).fill(1);
  for (const day of days) {
    const moments = day.citizens.filter(citizen => citizen[CALLED] !== NEVER).flatMap(citizen =>
      [[citizen[CALLED], 1, citizen[STATION]], [citizen[LEFT], -1, citizen[STATION]]]);
    const now = new Array(stations).fill(0);
    for (const [, change, station] of moments.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      now[station] += change;
      most[station] = Math.max(most[station], now[station]);
    }
  }
  return most;
}

export const clock = second =>
  [second / 3600, second / 60 % 60].map(part => String(Math.floor(part)).padStart(2, "0")).join(":");
