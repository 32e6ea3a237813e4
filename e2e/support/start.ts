// Starts the real program on a fresh invented province before the journeys, and ends it after them.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Demo } from "./app.ts";

// An unoptimised build takes two minutes for the invented province on a busy machine.
const PATIENCE_MS = 360_000;

/** The program under test. */
export const BINARY = resolve(fileURLToPath(new URL("..", import.meta.url)), process.env.LVZHI_BIN ?? "../target/debug/lvzhi");

export default async function start(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "lvzhi-e2e-"));
  const port = await freePort();
  // A province made before, copied, saves a developer the minute of making it.
  const made = process.env.LVZHI_E2E_DATA;
  if (made !== undefined) cpSync(made, folder, { recursive: true });
  const { DATABASE_URL: _, ...environment } = process.env;
  const server = spawn(BINARY, ["demo", "--data", folder, "--port", String(port), "--json"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const demo = await Promise.race([facts(server), ended(server), late()]);
    const base = `http://127.0.0.1:${port}`;
    await Promise.race([healthy(base), ended(server), late()]);
    process.env.LVZHI_BASE = base;
    process.env.LVZHI_DEMO = JSON.stringify(demo);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** The one JSON line that `lvzhi demo --json` prints. */
async function facts(server: ChildProcess): Promise<Demo> {
  for await (const line of createInterface({ input: server.stdout! })) {
    if (line.startsWith("{")) {
      server.stdout!.resume();
      return JSON.parse(line) as Demo;
    }
  }
  throw new Error("lvzhi demo --json printed no JSON line");
}

export async function healthy(base: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${base}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
}

export async function ended(server: ChildProcess): Promise<never> {
  if (server.exitCode === null) {
    await Promise.race([
      once(server, "exit"),
      once(server, "error").then(([error]) => Promise.reject(error)),
    ]);
  }
  throw new Error(`the server ended with code ${server.exitCode} before the journeys began`);
}

export async function late(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false });
  throw new Error(`the server was not ready after ${PATIENCE_MS / 1000} s`);
}

export async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const gone = once(server, "exit");
  server.kill("SIGTERM");
  const stubborn = setTimeout(() => server.kill("SIGKILL"), 5_000);
  await gone;
  clearTimeout(stubborn);
}

export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, "close");
  return port;
}
