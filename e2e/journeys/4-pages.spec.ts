// Every page, for everybody who may open it, in both lights and on both screens: accessible, quiet, no wider than the
// screen, with one heading that says what it is.
import {
  CYCLE,
  demo,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  login,
  SCREENS,
  test,
  type Page,
  type Role,
} from "../support/app.ts";

const OWN = ["/", "/account", "/account/password", "/account/second-factor", "/complaints", "/no-such-page"];
const PEOPLE = ["/members", "/members?q=li", "/members?q=nobody-of-this-name", "/staff", "/office", "/committees"];
const RANKING = ["?all=1", "?who=exempt&all=1", "?who=standing&all=1", "?show=figures", "?all=1&name=%E9%99%88", "?all=1&name=zzz", "?print=1"];

const evaluation = () => [
  "/evaluation",
  CYCLE(),
  demo().pages.ranking,
  ...RANKING.map((query) => demo().pages.ranking + query),
  demo().pages.score,
  `${demo().pages.score}?print=1`,
  "/evaluation/schemes",
  SCHEME,
  "/evaluation/schemes",
  DRAFT,
];
const SCHEME = /^\/evaluation\/schemes\/[0-9a-f-]{36}$/;
const DRAFT = /^\/evaluation\/schemes\/drafts\/[0-9a-f-]{36}$/;
const FACTS = ["/facts?confirmed=no", "/facts?kind=proposal&person=zzz", "/facts", /^\/facts\/[0-9a-f-]{36}$/];
const IMPORTS = ["/imports", /^\/imports\/[0-9a-f-]{36}$/];
const MEMBER_FILE = /^\/members\/[0-9a-f-]{36}$/;

/** What each role opens: an address, or a pattern for the first link of that shape on the page before it. */
const PAGES: Partial<Record<Role, () => (string | RegExp)[]>> = {
  committee_clerk: () => [
    ...OWN,
    ...PEOPLE,
    "/members/new",
    "/members",
    MEMBER_FILE,
    /^\/members\/[0-9a-f-]{36}\/edit$/,
    ...FACTS,
    /^\/facts\/[0-9a-f-]{36}\/correct$/,
    "/facts/new",
    "/facts/new?kind=proposal",
    ...IMPORTS,
    "/imports/new",
    "/imports/new?target=attendance",
    "/imports/new?target=members",
    ...evaluation(),
    "/evaluation/cycles/new",
    "/accounts",
  ],
  // Pages that look the same for several roles are looked at once, as the clerk's.
  secretary_general: () => [
    "/",
    CYCLE(),
    demo().pages.ranking,
    `${CYCLE()}/publish`,
    "/evaluation/schemes/new",
    "/evaluation/schemes",
    DRAFT,
    /^\/evaluation\/schemes\/drafts\/[0-9a-f-]{36}\/adopt$/,
    "/evaluation/schemes",
    SCHEME,
    /^\/evaluation\/schemes\/[0-9a-f-]{36}\/retire$/,
  ],
  leader: () => ["/", "/members", demo().pages.ranking, demo().pages.score],
  personnel_officer: () => ["/", "/members", "/members/new", "/imports", "/imports/new", "/evaluation"],
  auditor: () => ["/", ...FACTS, ...IMPORTS, demo().pages.ranking, "/audit", "/audit?print=1"],
  system_administrator: () => [
    ...OWN,
    "/accounts",
    /^\/accounts\/[0-9a-f-]{36}$/,
    "/accounts/new",
    "/accounts/new?other=1",
    "/accounts/new?q=wang",
    "/accounts/members",
    "/audit",
    "/members",
  ],
  member: () => [
    ...OWN,
    "/my/file",
    "/my/scores",
    demo().pages.score,
    `${demo().pages.score}?print=1`,
    demo().pages.ranking,
  ],
};

for (const theme of ["light", "dark"] as const) {
  test(`the pages before the door hold in ${theme}`, async ({ page, baseURL }) => {
    await dress(page, theme, baseURL!);
    const faults: string[] = [];
    for (const path of ["/login", "/complaints", "/login?next=%2Fno-such-page"]) await look(page, path, faults);
    expect(faults).toEqual([]);
  });

  // Colours are tokens: what holds in the dark for the clerk and for the member holds for all.
  const roles: Role[] = theme === "light" ? (Object.keys(PAGES) as Role[]) : ["committee_clerk", "member"];
  for (const role of roles) {
    test(`the pages of the ${role} hold in ${theme}`, async ({ page, baseURL }) => {
      test.setTimeout(300_000);
      await dress(page, theme, baseURL!);
      await login(page, role);
      const faults: string[] = [];
      for (const target of PAGES[role]!()) {
        const path = typeof target === "string" ? target : await firstLink(page, target);
        await look(page, path, faults);
      }
      expect(faults, `pages of the ${role} in ${theme}`).toEqual([]);
    });
  }
}

/** Opens a page and looks at it on every screen; what is wrong is gathered, so that one run names it all. */
async function look(page: Page, path: string, faults: string[]): Promise<void> {
  await page.setViewportSize(SCREENS.desk);
  await page.goto(path);
  for (const [name, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    const checks = [
      () => expect(page.getByRole("heading", { level: 1, includeHidden: true })).toHaveCount(1, { timeout: 1_000 }),
      () => expectNoSidewaysScroll(page),
      () => expectAccessible(page),
    ];
    for (const check of checks) {
      await check().catch((error: Error) => faults.push(`${path} (${name}): ${plain(error.message)}`));
    }
    if (path.includes("print=1")) {
      const closed = await page.locator("main details:not([open]):not(.menu):not(.no-print)").count();
      if (closed > 0) faults.push(`${path} (${name}): ${closed} closed details cannot be printed`);
    }
  }
}

async function dress(page: Page, theme: "light" | "dark", url: string): Promise<void> {
  await page.context().addCookies([{ name: "theme", value: theme, url }]);
}

/** The first link of a shape on the page at hand. */
async function firstLink(page: Page, shape: RegExp): Promise<string> {
  const hrefs = await page.locator("main a[href]").evaluateAll((links) => links.map((it) => it.getAttribute("href")!));
  const found = hrefs.find((href) => shape.test(href));
  if (found === undefined) throw new Error(`no link like ${shape} on ${page.url()}`);
  return found;
}

/** A message without the colours of a terminal. */
function plain(message: string): string {
  return message.replace(/\u001b\[\d+m/g, "");
}
