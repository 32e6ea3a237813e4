// An office on its first day: an empty folder, `lvzhi init`, and the program serving it.
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { BINARY, end, ended, freePort, healthy, late } from "./start.ts";

/** A running office with nothing in it but its administrator. */
export interface Office {
  base: string;
  /** The administrator's one-time password, as `lvzhi init` printed it. */
  password: string;
  close(): Promise<void>;
}

/** Makes an office in an empty folder, as the operations manual says, and serves it. */
export async function openOffice(name: string, level: string): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), "lvzhi-office-"));
  const { DATABASE_URL: _, ...rest } = process.env;
  const env = { ...rest, LVZHI_DATA: folder };
  const printed = execFileSync(BINARY, ["init", "--name", name, "--level", level], { env, encoding: "utf8" });
  const password = /初始密码 (\S+?)，/.exec(printed)?.[1];
  if (password === undefined) throw new Error(`lvzhi init printed no password: ${printed}`);
  const port = await freePort();
  const server = spawn(BINARY, ["serve", "--listen", `127.0.0.1:${port}`], { env, stdio: ["ignore", "ignore", "inherit"] });
  const close = async () => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  const base = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([healthy(base), ended(server), late()]);
  } catch (error) {
    await close();
    throw error;
  }
  return { base, password, close };
}

/** Logs somebody in for the first time: with the one-time password, then a password and a second factor of his own. */
export async function arrive(page: Page, name: string, oneTime: string, own: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("登录名").fill(name);
  await page.getByLabel("密码").fill(oneTime);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL((url) => url.pathname === "/account/password");
  await page.getByLabel("发给您的初始密码").fill(oneTime);
  await page.getByLabel("新密码", { exact: false }).first().fill(own);
  await page.getByLabel("再填一次新密码").fill(own);
  await page.getByRole("button", { name: "改密码" }).click();
  await page.waitForURL((url) => url.pathname !== "/account/password");
  await page.goto("/account/second-factor");
  const secret = (await page.locator("p.mono").innerText()).replaceAll(" ", "");
  await page.getByLabel("6 位验证码").fill(code(secret, Date.now()));
  await page.getByRole("button", { name: "开第二步验证" }).click();
  await page.waitForURL((url) => url.pathname !== "/account/second-factor");
}

/** What an authenticator shows at this moment (RFC 6238). */
function code(secret: string, now: number): string {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const at = digest[digest.length - 1]! & 0xf;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
