// The first day of a county office: from `lvzhi init` on an empty folder to the circular, through the pages alone, with
// workbooks as clerks have them. Not one of them is edited before it is imported.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, expectNoSidewaysScroll, SCREENS, test as base, type Page } from "../support/app.ts";
import { arrive, openOffice, type Office } from "../support/office.ts";
import { attendance, opinions, PEOPLE, proposals, ratings, research, roster, YEAR } from "../support/first-day-books.ts";
import { zipText } from "../support/zip.ts";

const NAME = "青石县政协";

/** Pages of an office of its own, not of the demo. */
const test = base.extend<object, { office: Office }>({
  office: [
    async ({}, use) => {
      const office = await openOffice(NAME, "county");
      await use(office);
      await office.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ office }, use) => {
    await use(office.base);
  },
});

test("an office goes from an empty folder to the circular in a day", async ({ page, browser, office }) => {
  test.setTimeout(300_000);
  const another = async () => (await browser.newContext({ baseURL: office.base, locale: "zh-CN" })).newPage();
  const [clerk, secretary] = [await another(), await another()];

  await test.step("the administrator makes the accounts", async () => {
    await arrive(page, "admin", office.password, "Qingshi-3018-shan");
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "起步" })).toBeVisible();
    const passwords: Record<string, string> = {};
    for (const [name, login, role] of [
      ["何以宁", "heyining", "委员工作经办"],
      ["顾长明", "guchangming", "秘书长"],
    ] as const) {
      passwords[login] = await makeAccount(page, name, login, role);
    }
    await arrive(clerk, "heyining", passwords.heyining!, "Qingshi-4127-shui");
    await arrive(secretary, "guchangming", passwords.guchangming!, "Qingshi-5236-tian");
  });

  await test.step("the roster comes in as the office has it", async () => {
    await clerk.goto("/");
    await clerk.getByRole("link", { name: "导入名册" }).first().click();
    await upload(clerk, "青石县政协委员名册.xlsx", roster(), { 届次: "十届", "任职起（名册没写的）": `${YEAR}-01-01` });
    await expect(summary(clerk)).toContainText(`共 ${PEOPLE.length} 行：新增 ${PEOPLE.length}，更改 0，没有变化 0，有问题 0`);
    await confirm(clerk);
    await clerk.goto("/members?rows=50");
    const list = clerk.getByRole("table", { name: "委员" });
    for (const name of PEOPLE) await expect(list.getByRole("rowheader", { name, exact: true })).toBeVisible();
    await expect(list.getByRole("rowheader")).toHaveCount(PEOPLE.length);
    await expect(list.getByRole("row").filter({ hasText: "陈砚" })).toContainText("10001");
    await expect(list).not.toContainText("略");
  });

  await test.step("a scheme is drafted by one and adopted by another", async () => {
    await clerk.goto("/");
    await clerk.getByRole("link", { name: "起草一版" }).click();
    await clerk.getByLabel("从哪一份改起").selectOption({ label: "样本：政协委员履职“双考”半年量化考核办法" });
    await clerk.getByRole("button", { name: "开始起草" }).click();
    await clerk.getByRole("button", { name: "送审" }).click();
    await expect(clerk.getByText("由秘书长或领导看过后采用")).toBeVisible();
    await secretary.goto("/");
    await secretary.getByRole("link", { name: "去采用" }).click();
    await secretary.getByRole("link", { name: /双考/ }).first().click();
    await secretary.getByRole("link", { name: "采用", exact: true }).click();
    await secretary.getByRole("button", { name: "采用", exact: true }).click();
    await expect(secretary).toHaveURL(/\/evaluation\/schemes\/[0-9a-f-]{36}$/);
  });

  const cycle = await test.step("a cycle is set up and begins to collect", async () => {
    await clerk.goto("/");
    await clerk.getByRole("link", { name: "建一个周期" }).click();
    await clerk.getByLabel("年份").fill(String(YEAR));
    await clerk.getByLabel("上半年").check();
    await clerk.getByRole("button", { name: "建周期" }).click();
    await clerk.getByRole("button", { name: "开始采集" }).click();
    await expect(clerk.getByRole("button", { name: "采集完，转入评议" })).toBeVisible();
    return new URL(clerk.url()).pathname;
  });

  await test.step("the records come in: a matrix, lists of pieces, an event with many names", async () => {
    await importRecords(clerk, "参会", "全会签到.xlsx", attendance(), 12);
    await importRecords(clerk, "提案", "提案一览表.xlsx", proposals(), 5);
    await importRecords(clerk, "社情民意信息", "信息采用.xlsx", opinions(), 3);
    await importRecords(clerk, "调研视察", "调研.xlsx", research(), 2);
    await importRecords(clerk, "评议得分", "测评结果.xlsx", ratings(), 22);
    await clerk.goto("/facts?kind=attendance&rows=200");
    await expect(clerk.getByText("共 35 条，都已确认。")).toBeVisible();
    await clerk.goto("/facts?kind=proposal&rows=200");
    await expect(clerk.getByText("共 9 条，都已确认。")).toBeVisible();
    await clerk.goto("/facts?kind=opinion_brief&rows=200");
    await expect(clerk.getByText("共 3 条，都已确认。")).toBeVisible();
    await clerk.goto("/facts?kind=research&rows=200");
    await expect(clerk.getByText("共 6 条，都已确认。")).toBeVisible();
  });

  await test.step("the board says who has delivered what, and a unit says that it has nothing", async () => {
    await clerk.goto("/");
    await clerk.getByRole("link", { name: "报送进度" }).click();
    await expect(clerk).toHaveURL(`${cycle}/deliveries`);
    const row = clerk.getByRole("row").filter({ has: clerk.getByRole("rowheader", { name: "提案委员会", exact: true }) });
    await expect(row).toContainText("没有账号");
    await row.getByRole("link", { name: "35 条" }).click();
    await expect(clerk.getByText("共 35 条，都已确认。")).toBeVisible();
    await clerk.goBack();
    await clerk.getByRole("link", { name: "经济界", exact: true }).click();
    await clerk.getByLabel("发言", { exact: true }).check();
    await clerk.getByLabel("谁说的").fill("吴启 电话");
    await clerk.getByRole("button", { name: "记“本期确无”" }).click();
    await expect(clerk.getByRole("table", { name: "本期确无" })).toContainText("吴启 电话");
    for (const size of Object.values(SCREENS)) {
      await clerk.setViewportSize(size);
      for (const path of [`${cycle}/deliveries`, new URL(clerk.url()).pathname]) {
        await clerk.goto(path);
        await expectNoSidewaysScroll(clerk);
        await expectAccessible(clerk);
      }
    }
    await clerk.setViewportSize(SCREENS.desk);
  });

  await test.step("what is open is looked at, then the data are frozen and computed", async () => {
    await clerk.goto(cycle);
    await clerk.getByRole("button", { name: "采集完，转入评议" }).click();
    await clerk.getByRole("link", { name: "核对，然后核算" }).click();
    await expect(clerk.getByText(`是 ${PEOPLE.length} 位委员、75 条已确认的履职记录`)).toBeVisible();
    await clerk.getByRole("button", { name: /核算/ }).click();
    await clerk.waitForURL((url) => url.pathname === `${cycle}/ranking`, { timeout: 60_000 });
  });

  await test.step("the circular says what the ranking says, and the result is announced", async () => {
    const ranking = clerk.getByRole("table", { name: "名次表" });
    const first = (await ranking.getByRole("rowheader").first().innerText()).trim();
    expect(PEOPLE).toContain(first);
    const download = clerk.waitForEvent("download");
    await clerk.getByRole("button", { name: "通报 docx" }).click();
    const file = await download;
    const text = words(zipText(await readFile(await file.path()), "word/document.xml"));
    expect(text).toContain(NAME);
    expect(text).toContain("本期参评委员11人，免评1人，依据履职记录75条核算");
    // A day's records bring nobody to 称职, and whom the scheme gives the lowest grade the circular does not praise.
    expect(text).toContain("其中6人按同一办法等次最低或者有一票否决的情形，不列入名单");
    expect(text).not.toContain(first);
    await clerk.goto(cycle);
    await clerk.getByRole("link", { name: "公示", exact: true }).click();
    await clerk.getByRole("button", { name: "公示", exact: true }).click();
    await expect(clerk.getByText(/公示/).first()).toBeVisible();
    await clerk.goto("/");
    await expect(clerk.getByRole("heading", { name: "起步" })).toHaveCount(0);
  });
  await clerk.context().close();
  await secretary.context().close();
});

/** Makes an account for somebody who is on no roster; gives the password that is shown once. */
async function makeAccount(page: Page, name: string, login: string, role: string): Promise<string> {
  await page.goto("/accounts/new");
  await page.getByRole("link", { name: "直接填姓名建账号" }).click();
  await page.getByLabel("姓名").fill(name);
  await page.getByLabel("登录名").fill(login);
  await page.getByLabel("身份必填").selectOption(role);
  await page.getByRole("button", { name: "建账号" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("账号建好了");
  const term = page.getByRole("term").filter({ hasText: "一次性密码" });
  return (await term.locator("xpath=following-sibling::dd[1]").innerText()).trim();
}

/** The words of a document without blanks: names of two characters are spread to the width of three. */
function words(xml: string): string {
  return xml.replaceAll(/<[^>]+>/g, "").replaceAll(/\s/g, "");
}

const summary = (page: Page) => page.getByRole("main");

/** Uploads a workbook on the form that is open. */
async function upload(page: Page, name: string, bytes: Buffer, answers: Record<string, string>): Promise<void> {
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.getByLabel("文件").setInputFiles({ name, mimeType, buffer: bytes });
  for (const [label, answer] of Object.entries(answers)) await page.getByLabel(label).fill(answer);
  await page.getByRole("button", { name: "上传并预览" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** Looks at what is to be looked at, and confirms. */
async function confirm(page: Page): Promise<void> {
  const look = page.getByLabel(/我看过了/);
  if ((await look.count()) > 0) await look.check();
  await page.getByRole("button", { name: /^确认导入/ }).click();
  await expect(page.getByText("已导入", { exact: true }).first()).toBeVisible();
}

/** Imports a workbook of records, all of whose rows are good. */
async function importRecords(page: Page, kind: string, name: string, bytes: Buffer, rows: number): Promise<void> {
  await page.goto("/imports/new");
  await page.getByRole("link", { name: kind, exact: true }).click();
  await page.getByLabel("已经组织单位确认").check();
  await upload(page, name, bytes, { 年份: String(YEAR), 记录单位: "提案委员会" });
  await expect(summary(page)).toContainText(`共 ${rows} 行：新增 ${rows}，更改 0，没有变化 0，有问题 0`);
  await confirm(page);
}
