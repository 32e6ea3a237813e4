// A member with his phone: his own score down to the facts, and nobody else's.
import { demo, expect, expectNoSidewaysScroll, login, MEMBER, SCREENS, test } from "../support/app.ts";

test.use({ viewport: SCREENS.phone, hasTouch: true });

test("a member sees every point of his own score on a phone", async ({ page }) => {
  await login(page, "member");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(MEMBER);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: new RegExp(`${demo().summary.cycle}成绩`) }).first().click();
  await expect(page).toHaveURL(demo().pages.score);
  await expectNoSidewaysScroll(page);

  const proposals = page.getByRole("table", { name: "提案：记录、规则和凭据" });
  await expect(proposals).toBeHidden();
  await page.getByText(/^\d+\. 提案$/).click();
  await expect(proposals).toBeVisible();
  await expect(proposals).toContainText("立案");
  await expect(page.getByText(/^第.+条　?提案/).first()).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test("a member sees no other score and no ranking", async ({ page, browser, baseURL }) => {
  const office = await browser.newPage({ baseURL, viewport: SCREENS.desk });
  await login(office, "committee_clerk");
  await office.goto(demo().pages.ranking);
  const others = office.getByRole("table", { name: "名次表" }).getByRole("rowheader").getByRole("link");
  const hrefs = await others.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await office.close();
  const other = hrefs.find((href) => href !== null && href !== demo().pages.score);
  expect(other, "another member's score").toBeDefined();

  await login(page, "member");
  const score = await page.goto(other!);
  expect(score?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("没有这一页");
  await expectNoSidewaysScroll(page);
  const ranking = await page.goto(demo().pages.ranking);
  expect(ranking?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("您不能打开这一页");
  await expectNoSidewaysScroll(page);
});

test("large letters and dark pages are a link away and stay chosen", async ({ page }) => {
  await login(page, "member");
  const root = page.locator("html");
  const letters = () => root.evaluate((html) => parseFloat(getComputedStyle(html.ownerDocument.body).fontSize));
  const normal = await letters();
  await page.getByRole("link", { name: "切换到大字" }).click();
  await expect(root).toHaveAttribute("data-size", "large");
  expect(await letters()).toBeGreaterThan(normal);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: "切换深浅色" }).click();
  await expect(root).toHaveAttribute("data-theme", /light|dark/);
  await page.goto(demo().pages.score);
  await expect(root).toHaveAttribute("data-size", "large");
  await expect(root).toHaveAttribute("data-theme", /light|dark/);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "关掉大字" }).click();
  await expect(root).not.toHaveAttribute("data-size", "large");
});
