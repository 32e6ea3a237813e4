// What every journey needs: the accounts of the invented province, logging in, and the accessibility check.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

/** What `lvzhi demo --json` prints. */
export interface Demo {
  accounts: Account[];
  pages: Record<"home" | "ranking" | "score", string>;
  summary: { cycle: string; ranked: number; exempt: number; facts: number; result: string };
}

export interface Account {
  login: string;
  password: string;
  role: Role;
  name: string;
}

/** The roles of `policy.rs`. */
export type Role =
  | "system_administrator"
  | "leader"
  | "secretary_general"
  | "supervision_officer"
  | "committee_clerk"
  | "party_affairs_clerk"
  | "personnel_officer"
  | "branch_secretary"
  | "staff"
  | "member"
  | "auditor";

/** The member whose score the journeys open. */
export const MEMBER = "陆景和";

/** The screens that every page is looked at on. */
export const SCREENS = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** A test that knows where the server is, and that fails when a page logs an error or asks another host. */
export const test = base.extend<{ complaints: string[] }>({
  baseURL: async ({}, use) => {
    await use(process.env.LVZHI_BASE);
  },
  complaints: [
    async ({ page, baseURL }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
      page.on("console", (message) => {
        const refused = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !refused) complaints.push(`console: ${message.text()}`);
      });
      page.on("response", (response) => {
        const isPage = response.request().resourceType() === "document";
        if (response.status() >= 400 && !isPage) complaints.push(`${response.status()}: ${response.url()}`);
      });
      page.on("request", (request) => {
        const own = request.url().startsWith(`${baseURL}/`) || /^(data|blob|about):/.test(request.url());
        if (!own) complaints.push(`another host: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints, "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type Page };

/** The page of the open cycle. */
export const CYCLE = (): string => demo().pages.ranking.replace(/\/ranking$/, "");

/** What the running demo said about itself. */
export function demo(): Demo {
  const text = process.env.LVZHI_DEMO;
  if (text === undefined) throw new Error("the server was not started by support/start.ts");
  return JSON.parse(text) as Demo;
}

/** The first account of a role. */
export function account(role: Role): Account {
  const found = demo().accounts.find((it) => it.role === role);
  if (found === undefined) throw new Error(`the demo has no account of role ${role}`);
  return found;
}

/** Logs in through the real form and waits for the page behind it. */
export async function login(page: Page, role: Role): Promise<Account> {
  const who = account(role);
  await page.goto("/login");
  await page.locator('input[name="login"]').fill(who.login);
  await page.locator('input[name="password"]').fill(who.password);
  await page.locator('form[action="/login"] button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== "/login");
  return who;
}

/** Every rule of axe holds on the page as it stands; a failure names rule, place and remedy. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).analyze();
  const sentences = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} — ${node.target.join(" ")}\n  ${node.html}`),
  );
  expect(sentences, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing is wider than the screen: a page that scrolls sideways is broken. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(width.content, `the width of ${page.url()}`).toBeLessThanOrEqual(width.screen);
}
