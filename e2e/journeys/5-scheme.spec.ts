// A scheme from the first letter to its adoption: the clerk writes and the check follows, another person adopts.
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  login,
  SCREENS,
  test,
  type Page,
} from "../support/app.ts";

const TYPO = 'kind = "propsal"';
const RIGHT = 'kind = "proposal"';

/** Puts the cursor on a text in the editor, selects it and types over it, as a person does. */
async function retype(page: Page, from: string, to: string): Promise<void> {
  await page.getByLabel("办法文件").evaluate((area, text) => {
    const field = area as HTMLTextAreaElement;
    const at = field.value.indexOf(text);
    if (at < 0) throw new Error(`no ${text} in the text`);
    field.focus();
    field.setSelectionRange(at, at + text.length);
  }, from);
  await page.keyboard.insertText(to);
}

test("a scheme is written under a live check and adopted by another person", async ({ page, browser, baseURL }) => {
  test.setTimeout(120_000);
  await login(page, "committee_clerk");
  await page.goto("/evaluation/schemes");
  await page.getByRole("link", { name: "起草一版" }).click();
  await page.getByLabel("从哪一份改起").selectOption({ label: "样本：政协委员履职“双考”半年量化考核办法" });
  await page.getByRole("button", { name: "开始起草" }).click();
  await expect(page).toHaveURL(/\/evaluation\/schemes\/drafts\/[0-9a-f-]{36}$/);
  const address = page.url();
  const verdict = page.locator("#verdict");
  const findings = page.locator("#findings");

  await test.step("the version is taken, and the check says so", async () => {
    await expect(findings).toContainText("已经采用过");
    await retype(page, 'version = "2026.1"', 'version = "2026.3"');
    await expect(verdict).not.toContainText("错误 1");
    await expect(findings.getByText("已经采用过")).toHaveCount(0);
  });

  await test.step("a typo is found while one types, with its line", async () => {
    await retype(page, RIGHT, TYPO);
    await expect(verdict).toContainText("错误 1");
    await expect(findings).toContainText("propsal");
    const text = await page.getByLabel("办法文件").inputValue();
    const line = text.split("\n").findIndex((it) => it.startsWith(TYPO)) + 1;
    const link = findings.getByRole("link", { name: `第 ${line} 行` });
    await link.click();
    const number = page.locator(`#L${line}`);
    await expect(number).toBeInViewport();
    await expect(number).toHaveClass("bad");
    const [area, gutter] = await Promise.all(
      ["#body", "#gutter"].map((id) => page.locator(id).evaluate((it) => it.scrollHeight)),
    );
    expect(Math.abs(area! - gutter!), "numbers stand beside their lines").toBeLessThan(3);
    for (const size of Object.values(SCREENS)) {
      await page.setViewportSize(size);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await page.setViewportSize(SCREENS.desk);
  });

  await test.step("submitting with an error keeps the text and refuses", async () => {
    await page.getByLabel("送审说明").fill("换一个版本号，别的不动");
    await page.getByRole("button", { name: "送审" }).click();
    await expect(page.getByText("改好才能送审。已替您存草稿。")).toBeVisible();
    expect(await page.getByLabel("办法文件").inputValue()).toContain(TYPO);
  });

  await test.step("mended, it is submitted, and the drafter is offered no adoption", async () => {
    await retype(page, TYPO, RIGHT);
    await expect(verdict).not.toContainText("错误");
    await page.getByRole("button", { name: "送审" }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByText("等另一个人采用")).toBeVisible();
    await expect(page.getByRole("link", { name: "采用", exact: true })).toHaveCount(0);
    await expectAccessible(page);
  });

  const secretary = await browser.newPage({ baseURL });
  await login(secretary, "secretary_general");
  await test.step("the secretary-general sees what changed and adopts", async () => {
    await secretary.goto("/evaluation/schemes");
    const waiting = secretary.getByRole("table", { name: "在办的草稿" });
    await waiting.getByRole("row").filter({ hasText: "2026.3" }).getByRole("link").click();
    await expect(secretary.getByText("换一个版本号，别的不动").first()).toBeVisible();
    await expect(secretary.getByText("改了 1 处")).toBeVisible();
    await secretary.getByRole("link", { name: "采用", exact: true }).click();
    await secretary.getByRole("link", { name: "先不采用" }).click();
    await secretary.getByRole("link", { name: "采用", exact: true }).click();
    await expectAccessible(secretary);
    await secretary.getByRole("button", { name: "采用" }).click();
    await expect(secretary.getByText("版本 2026.3")).toBeVisible();
    await expect(secretary.getByRole("table", { name: "计分表" })).toBeVisible();
  });

  await test.step("retired, it is offered to no new cycle; restored, it is", async () => {
    const version = secretary.url();
    for (const [button, offered] of [
      ["停用", 0],
      ["恢复使用", 1],
    ] as const) {
      await secretary.goto(version);
      await secretary.getByRole("link", { name: button }).click();
      await secretary.getByLabel("理由").fill("试一试");
      await secretary.getByRole("button", { name: button }).click();
      await expect(secretary).toHaveURL(version);
      await page.goto("/evaluation/cycles/new");
      await expect(page.getByLabel("考评办法").locator("option", { hasText: "2026.3" })).toHaveCount(offered);
    }
  });
  await secretary.close();
});

test("without script the button checks", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await login(page, "committee_clerk");
  await page.goto("/evaluation/schemes/new");
  await page.getByRole("button", { name: "开始起草" }).click();
  await page.getByLabel("办法文件").fill("[scheme\n");
  await page.getByRole("button", { name: "检查" }).click();
  await expect(page.getByText("检查过了，还没有存。")).toBeVisible();
  await expect(page.locator("#findings").getByRole("link", { name: /^第 1 行/ })).toBeVisible();
  await page.getByText("撤回这份草稿").click();
  await page.getByRole("button", { name: "撤回", exact: true }).click();
  await expect(page.locator(".slip").getByText("已撤回")).toBeVisible();
  await context.close();
});
