// Loaded before a process: its clock differs from that of the machine by the milliseconds in a file.
import { readFileSync } from 'node:fs';

// biome-ignore lint/style/noProcessEnv: it runs inside processes of the product, before their settings are read
const file = process.env.FAULT_CLOCK_FILE;
const RealDate = Date;
let moved = 0;

function read() {
  try {
    moved = Number(readFileSync(file, 'utf8'));
  } catch {
    // The file is being written.
  }
}

if (file !== undefined) {
  read();
  setInterval(read, 20).unref();
  const now = () => RealDate.now() + moved;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
