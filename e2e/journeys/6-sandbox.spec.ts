// A changed scheme is tried before it is adopted: from the draft to who moves and why, on every screen.
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  login,
  SCREENS,
  test,
} from "../support/app.ts";

test("a changed scheme is tried on last half-year's facts", async ({ page }) => {
  test.setTimeout(120_000);
  await login(page, "committee_clerk");
  await page.goto("/evaluation/schemes/new");
  await page.getByLabel("从哪一份改起").selectOption({ label: "样本：政协委员履职“双考”半年量化考核办法" });
  await page.getByRole("button", { name: "开始起草" }).click();
  await expect(page).toHaveURL(/\/evaluation\/schemes\/drafts\/[0-9a-f-]{36}$/);
  const draft = page.url().split("/").pop()!;
  const field = page.getByLabel("办法文件");
  const text = await field.inputValue();
  const changed = text.replace('version = "2026.1"', 'version = "2026.9"').replace("filed = { first = 4, joint = 2 }", "filed = { first = 1, joint = 1 }");
  expect(changed).not.toBe(text);
  await field.fill(changed);
  await page.getByRole("button", { name: "存草稿" }).click();

  await page.goto("/evaluation/sandbox");
  await page.getByLabel("改后").selectOption(draft);
  await page.getByRole("button", { name: "试算" }).click();
  await expect(page.getByText("只试算，不改动已公布的成绩")).toBeVisible();
  await expect(page.getByRole("img", { name: /前 60% 线附近的名次变化/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /各类人平均名次变化/ })).toBeVisible();

  const first = page.locator("#movers tbody tr").first();
  const lines = first.locator("details li").first();
  await expect(lines).toBeHidden();
  await first.locator("summary").click();
  await expect(lines).toBeVisible();
  await page.getByRole("link", { name: "前 10%", exact: true }).click();
  await expect(page.getByRole("img", { name: /前 10% 线附近的名次变化/ })).toBeVisible();
  for (const size of Object.values(SCREENS)) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});
