/* What is asked of the server, in the language of the page; streams too, which are read here and not
   by EventSource because that cannot say the language. */

const asked = new URLSearchParams(location.search).get("lang");
export const language = asked === "en" ? "en" : "vi";

/** What the server would not do: problems, each with the path of its value, or an empty one. */
export class Refused extends Error {
  constructor(problems, status = 200) {
    super(problems.map(problem => problem.message).join("\n"));
    this.problems = problems;
    this.isCleared = status === 409;
  }
}

/** What a problem is, with its path where it has one. */
export const told = ({ path, message }) => path ? `${path}: ${message}` : message;

async function ask(path, options = {}) {
  const headers = { "Accept-Language": language, ...options.headers };
  const answer = await fetch(path, { ...options, headers });
  if (!answer.ok) throw new Refused((await answer.json()).problems, answer.status);
  return answer;
}

async function data(path, options) {
  const said = await (await ask(path, options)).json();
  if (said.problems) throw new Refused(said.problems);
  return said;
}

export const get = (path, signal) => data(path, { signal });

export const remove = path => data(path, { method: "DELETE" });

export const post = (path, said) => data(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(said),
});

export const upload = file => data("/api/upload", {
  method: "POST",
  headers: { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) },
  body: file,
});

/** Save what an address answers as a file. */
export async function download(path, name) {
  const address = URL.createObjectURL(await (await ask(path)).blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Hand over the data of each event of a stream, until it says that it is done: true then, false
    where it was given up. */
export async function listen(path, signal, heard) {
  const reader = (await ask(path, { signal })).body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = "";;) {
    const { value, done } = await reader.read();
    if (done) return false;
    const events = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const lines = event.split("\n");
      const kind = lines.find(line => line.startsWith("event:")).slice(6).trim();
      if (kind === "done") return true;
      const data = lines.find(line => line.startsWith("data:")).slice(5);
      if (kind === "problems") throw new Refused(JSON.parse(data).problems);
      heard(JSON.parse(data));
    }
  }
}

/** What a task that was stopped, or whose server is gone, throws is no problem of the planner's. */
export const isStopped = error => error.name === "AbortError";
