// The last journey of all: what is published stays.
import { CYCLE, demo, expect, login, test } from "../support/app.ts";

test("the secretary publishes what the clerk has brought to review, once", async ({ page, browser, baseURL }) => {
  const clerk = await browser.newPage({ baseURL });
  await login(clerk, "committee_clerk");
  await login(page, "secretary_general");
  const slip = page.getByRole("complementary", { name: "旁栏" });

  await test.step("a cycle under review goes back to the notice, with a reason", async () => {
    await page.goto(CYCLE());
    const back = page.getByText("退回“公示”", { exact: true });
    if ((await back.count()) > 0) {
      await back.click();
      await page.getByLabel("退回理由").fill("还有一件异议要看");
      await page.getByRole("button", { name: "退回" }).click();
    }
    await expect(page.getByText(/^公示已于 .+期满。/)).toBeVisible();
  });

  await test.step("the clerk moves it to review and is offered no publishing", async () => {
    await clerk.goto(CYCLE());
    await clerk.getByRole("button", { name: "转入复核" }).click();
    await expect(clerk.getByText("异议办完、该重算的重算之后，由秘书长发布。")).toBeVisible();
    await expect(clerk.getByRole("link", { name: "发布", exact: true })).toHaveCount(0);
    const refused = await clerk.goto(`${CYCLE()}/publish`);
    expect(refused?.status()).toBe(403);
  });

  await test.step("thinking better of it changes nothing", async () => {
    await page.goto(CYCLE());
    await page.getByRole("link", { name: "发布", exact: true }).click();
    await expect(page.getByRole("heading", { name: `发布${demo().summary.cycle}的结果？` })).toBeVisible();
    await page.getByRole("link", { name: "先不发布" }).click();
    await expect(page).toHaveURL(CYCLE());
    await expect(page.getByText("已发布", { exact: true })).toHaveCount(0);
  });

  await test.step("publishing stamps it, and it is not offered twice", async () => {
    await page.getByRole("link", { name: "发布", exact: true }).click();
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await expect(page).toHaveURL(CYCLE());
    await expect(slip.getByText("已发布", { exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: /^发布/ })).toHaveCount(0);
    await page.goto(`${CYCLE()}/publish`);
    await expect(page.getByRole("button", { name: "发布", exact: true })).toHaveCount(0);
    await page.goto(demo().pages.score);
    await expect(page.getByText("已发布", { exact: true })).toBeVisible();
  });
  await clerk.close();
});
