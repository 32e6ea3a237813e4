// The administrator and the auditor: an account from its one-time password to its lock, and the chain of the trail.
import { expect, login, test, type Page } from "../support/app.ts";

const OWN_PASSWORD = "Yunhe-7421-shan";

test("an account is made, its password is shown once, and the first login replaces it", async ({ page, browser, baseURL }) => {
  await login(page, "system_administrator");
  await page.getByRole("navigation", { name: "主索引" }).getByRole("link", { name: "账号" }).click();
  await page.getByRole("link", { name: "建账号" }).click();
  await page.getByLabel("姓名、编号或拼音").fill("王");
  await page.getByRole("button", { name: "筛选" }).click();
  const someone = page.getByRole("table", { name: "找到的人" }).getByRole("row").filter({ hasText: "干部" }).first();
  await someone.getByRole("link", { name: "给他建" }).click();
  await page.getByLabel("身份必填").selectOption("机关干部");
  const name = await page.getByLabel("登录名").inputValue();
  await page.getByRole("button", { name: "建账号" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("账号建好了");
  const oneTime = await definition(page, "一次性密码");
  expect(oneTime.length).toBeGreaterThanOrEqual(8);

  await page.getByRole("link", { name: "记下了，回账号表" }).click();
  await page.getByLabel("姓名或登录名").fill(name);
  await page.getByRole("button", { name: "筛选" }).click();
  const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name, exact: true }) });
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(oneTime)).toHaveCount(0);

  const own = await browser.newPage({ baseURL });
  await enter(own, name, oneTime);
  await expect(own.getByRole("heading", { level: 1 })).toHaveText("请先换成自己的密码");
  await own.goto("/");
  await expect(own).toHaveURL("/account/password");
  await own.getByLabel("发给您的初始密码").fill(oneTime);
  await own.getByLabel("新密码", { exact: false }).first().fill(OWN_PASSWORD);
  await own.getByLabel("再填一次新密码").fill(OWN_PASSWORD);
  await own.getByRole("button", { name: "改密码" }).click();
  await own.waitForURL((url) => url.pathname !== "/account/password");
  await own.goto("/");
  await expect(own).toHaveURL("/");
  await own.getByRole("button", { name: "退出" }).click();

  await test.step("five wrong passwords lock it, the right one does not open it, the administrator does", async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await enter(own, name, "not-the-password-1");
    await expect(own.getByRole("alert")).toContainText("输错次数太多，这个账号锁到");
    await enter(own, name, OWN_PASSWORD);
    await expect(own.getByRole("alert")).toContainText("输错次数太多，这个账号锁到");
    await page.reload();
    await page.getByRole("link", { name: "解除锁定" }).click();
    await page.getByRole("button", { name: "解除锁定" }).click();
    await enter(own, name, OWN_PASSWORD);
    await expect(own).toHaveURL("/");
  });
  await own.close();
});

test("the auditor reads the trail and verifies its chain", async ({ page }) => {
  await login(page, "auditor");
  await page.getByRole("navigation", { name: "主索引" }).getByRole("link", { name: "审计" }).click();
  const trail = page.getByRole("table", { name: "审计记录" });
  expect(await trail.getByRole("row").count()).toBeGreaterThan(10);
  await page.getByRole("button", { name: "核验审计链" }).click();
  await expect(page.getByText("核验一致", { exact: true })).toBeVisible();
  await expect(page.getByText(/共 \d+ 条记录一条不少/)).toBeVisible();
});

/** Logs in through the form with any name and password, wherever that leads. */
async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("登录名").fill(name);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForLoadState();
}

/** The value beside a term. */
async function definition(page: Page, term: string): Promise<string> {
  const name = page.getByRole("term").filter({ hasText: term });
  return (await name.locator("xpath=following-sibling::dd[1]").innerText()).trim();
}
