// The clerk's whole way: a workbook comes in, the cycle is computed anew, a score shows the new line, the circular
// is taken out, and the import is taken back, after which the result is to the last digit what it was before.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { CYCLE, demo, expect, login, MEMBER, test, type Page } from "../support/app.ts";
import { zipText } from "../support/zip.ts";

const WORKBOOK = fileURLToPath(new URL("../fixtures/speeches.csv", import.meta.url));
const SPEECH = "守好云岭河源的三点建议";
const EVIDENCE = "云政协发〔2026〕18号";

test("the clerk imports a workbook, computes anew, and takes it all back", async ({ page }) => {
  test.setTimeout(240_000);
  await login(page, "committee_clerk");

  await test.step("the preview says what each row becomes, and nothing is written", async () => {
    await page.getByRole("navigation", { name: "主索引" }).getByRole("link", { name: "导入" }).click();
    await page.getByRole("link", { name: "导入文件" }).click();
    await page.getByRole("link", { name: "发言", exact: true }).click();
    await page.getByLabel("文件").setInputFiles(WORKBOOK);
    await page.getByLabel("记录单位").fill("办公厅研究室");
    await page.getByRole("button", { name: "上传并预览" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("speeches.csv");
    await expect(page.getByText("共 3 行：新增 1，更改 0，没有变化 0，有问题 2。现在还什么都没写。")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: SPEECH })).toContainText("新增");
    await expect(page.getByRole("row").filter({ hasText: "2026-02-30" })).toContainText("这个日期不存在：2026年2月只有28天");
    await expect(page.getByRole("row").filter({ hasText: "欧阳不在册" })).toContainText("名册");
  });
  const batch = new URL(page.url()).pathname;

  await test.step("confirming writes the good row, and the list of facts shows it", async () => {
    await page.getByRole("button", { name: "确认导入：新增 1，略过有问题的 2" }).click();
    await expect(page.getByText("已导入", { exact: true }).first()).toBeVisible();
    await page.getByRole("link", { name: "去看结果" }).click();
    await page.getByLabel("种类").selectOption("发言");
    await page.getByLabel("姓名或编号").fill(MEMBER);
    await page.getByRole("button", { name: "筛选" }).click();
    const fact = page.getByRole("row").filter({ hasText: SPEECH });
    await expect(fact).toContainText("唐有光");
  });

  await test.step("the cycle is computed anew, with a reason", async () => {
    await page.goto(CYCLE());
    await page.getByRole("button", { name: "转入复核" }).click();
    await computeAnew(page, "补录 1 条大会发言");
    await expect(page.getByText("第 2 次核算：补录 1 条大会发言")).toBeVisible();
  });

  await test.step("the differences name whom it changed, and by what", async () => {
    await page.getByRole("link", { name: "历次核算" }).click();
    await page.getByRole("table", { name: "历次核算" }).getByRole("link", { name: "人有变化" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("第 2 次核算的变化");
    const changed = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: MEMBER, exact: true }) });
    await expect(changed).toContainText("会议发言");
    await expect(changed.getByRole("insertion")).toHaveCount(1);
  });

  await test.step("the score opens to the new line with its evidence", async () => {
    await page.goto(demo().pages.ranking);
    await page.getByLabel("姓名").fill(MEMBER);
    await page.getByRole("button", { name: "筛选" }).click();
    await page.getByRole("link", { name: MEMBER, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(MEMBER);
    await page.getByText(/^\d+\. 会议发言$/).click();
    const line = page.getByRole("row").filter({ hasText: SPEECH });
    await expect(line).toBeVisible();
    await expect(line).toContainText(EVIDENCE);
    await expect(line).toContainText("唐有光");
  });

  await test.step("the circular is a document that names the members", async () => {
    await page.goto(demo().pages.ranking);
    const first = page.getByRole("table", { name: "名次表" }).getByRole("rowheader").first();
    const name = (await first.innerText()).trim();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "通报 docx" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${demo().summary.cycle}履职情况通报.docx`);
    const bytes = await readFile(await file.path());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(zipText(bytes, "word/document.xml")).toContain(name);
  });

  await test.step("taking the import back brings the old result back", async () => {
    await page.goto(batch);
    await page.getByRole("link", { name: "撤销这次导入" }).click();
    await page.getByLabel("撤销的原因").fill("走查结束");
    await page.getByRole("button", { name: "撤销这次导入" }).click();
    await expect(page.getByText("已经撤销，数据恢复到导入以前。")).toBeVisible();
    await page.goto(CYCLE());
    await computeAnew(page, "撤销补录的 1 条发言");
    const { result } = demo().summary;
    await expect(page.getByText(`${result.slice(0, 4)} ${result.slice(4, 8)} … ${result.slice(-4)}`)).toBeVisible();
  });
});

/** Computes the cycle of the page again and waits, on the page of the work, until it is done. */
async function computeAnew(page: Page, reason: string): Promise<void> {
  await page.getByText("重新核算", { exact: true }).first().click();
  await page.getByLabel("理由").fill(reason);
  await page.getByRole("button", { name: "重新核算" }).click();
  await page.waitForURL((url) => url.pathname === demo().pages.ranking, { timeout: 90_000 });
}
